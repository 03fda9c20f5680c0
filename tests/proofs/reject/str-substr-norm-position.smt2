(declare-const x String)
(assert (not (= (str.substr (str.++ x "abc") 1 2) "bc")))
(check-sat)
