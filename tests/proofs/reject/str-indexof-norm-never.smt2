(declare-const x String)
(declare-const y String)
(assert (not (= (str.indexof x (str.++ x y) 0) (- 1))))
(check-sat)
