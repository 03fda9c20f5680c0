(declare-const x String)
(declare-const y String)
(assert (not (or (str.< x y) (str.< y x))))
(check-sat)
