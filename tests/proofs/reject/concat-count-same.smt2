(declare-const x String)
(assert (= (str.++ "ab" x) (str.++ x "ba")))
(check-sat)
