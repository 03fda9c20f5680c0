(declare-const x String)
(assert (not (= (str.indexof (str.++ x "ab") "b" 0) 1)))
(check-sat)
