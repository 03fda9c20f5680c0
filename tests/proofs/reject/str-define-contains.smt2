(declare-const x String)
(declare-const y String)
(assert (not (ite (str.contains x y) (= x y) true)))
(check-sat)
