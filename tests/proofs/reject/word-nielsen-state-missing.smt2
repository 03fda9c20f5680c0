(declare-const x String)
(assert (= (str.++ "abc" x) (str.++ x "acb")))
(check-sat)
