(declare-const x String)
(declare-const y String)
(assert (not (= (str.prefixof y (str.++ x y)) true)))
(check-sat)
