(declare-const x String)
(assert (not (str.in_re x (str.to_re "a"))))
(assert (not (= x "a")))
(check-sat)
