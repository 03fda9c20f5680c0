(declare-const x String)
(assert (not (= (str.contains (str.++ x "a") "ab") false)))
(check-sat)
