(declare-const x String)
(declare-const y String)
(assert (not (= (= (str.++ x "a") (str.++ y "a" x)) false)))
(check-sat)
