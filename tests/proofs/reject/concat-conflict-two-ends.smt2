(declare-const x String)
(assert (= (str.++ x "a") (str.++ "b" x)))
(check-sat)
