(declare-const x String)
(declare-const y String)
(assert (not (= (= (str.++ x y) (str.++ y x)) true)))
(check-sat)
