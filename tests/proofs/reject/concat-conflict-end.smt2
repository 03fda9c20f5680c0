(declare-const x String)
(declare-const y String)
(assert (= (str.++ x "ba") (str.++ y "a")))
(check-sat)
