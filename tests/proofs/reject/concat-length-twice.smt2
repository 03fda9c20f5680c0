(declare-const x String)
(declare-const y String)
(assert (not (= (str.len (str.++ x y)) (+ (str.len x) (str.len x)))))
(check-sat)
