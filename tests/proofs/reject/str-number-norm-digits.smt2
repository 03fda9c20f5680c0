(declare-const x String)
(assert (not (= (str.to_int (str.++ x "1")) (- 1))))
(check-sat)
