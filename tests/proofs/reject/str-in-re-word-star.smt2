(declare-const x String)
(assert (str.in_re x (re.* (str.to_re "ab"))))
(assert (not (= x "ab")))
(check-sat)
