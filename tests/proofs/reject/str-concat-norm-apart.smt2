(declare-const x String)
(declare-const y String)
(assert (not (= (str.++ x "a" y "b") (str.++ x y "ab"))))
(check-sat)
