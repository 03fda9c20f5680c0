(declare-const x String)
(assert (not (= (str.indexof x "" 1) 1)))
(check-sat)
