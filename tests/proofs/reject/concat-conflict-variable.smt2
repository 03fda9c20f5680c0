(declare-const x String)
(declare-const y String)
(assert (= (str.++ "" x) (str.++ "a" y)))
(check-sat)
