(declare-const i Int)
(declare-const x String)
(assert (not (= (= (str.substr x i 2) "ab") false)))
(check-sat)
