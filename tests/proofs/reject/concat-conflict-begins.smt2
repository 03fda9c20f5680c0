(declare-const x String)
(declare-const y String)
(assert (= (str.++ "ab" x) (str.++ "a" y)))
(check-sat)
