(declare-const x String)
(assert (not (= (str.++ x "a") x)))
(check-sat)
