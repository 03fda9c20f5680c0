(declare-const x String)
(assert (not (= (str.len (str.replace x "a" "bb")) (str.len x))))
(check-sat)
