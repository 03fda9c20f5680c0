(declare-const x String)
(assert (not (>= (str.to_int x) 0)))
(check-sat)
