(declare-const x String)
(assert (str.in_re (str.++ "a" x) (re.* (str.to_re "ab"))))
(assert (not (str.in_re x (re.* (str.to_re "ab")))))
(check-sat)
