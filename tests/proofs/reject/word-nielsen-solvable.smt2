(declare-const x String)
(assert (= (str.++ "abc" x) (str.++ x "bca")))
(check-sat)
