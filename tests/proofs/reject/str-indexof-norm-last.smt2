(declare-const x String)
(declare-const y String)
(assert (not (= (str.indexof (str.++ x y) y 0) 0)))
(check-sat)
