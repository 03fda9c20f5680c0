(declare-const x String)
(assert (= (str.++ x "a") (str.++ "" x "a")))
(assert (not (str.in_re x (str.to_re ""))))
(check-sat)
