(declare-const x String)
(assert (not (= (str.len (str.++ x "a")) (str.len x))))
(check-sat)
