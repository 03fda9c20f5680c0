(declare-const x String)
(declare-const y String)
(assert (not (= (= x (str.++ x y)) false)))
(check-sat)
