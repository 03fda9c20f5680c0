(declare-const x String)
(declare-const y String)
(assert (not (= (str.contains (str.++ x "a" y) (str.++ x y)) true)))
(check-sat)
