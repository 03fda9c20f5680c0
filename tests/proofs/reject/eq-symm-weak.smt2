(declare-const x String)
(declare-const y String)
(assert (not (= x y)))
(check-sat)
