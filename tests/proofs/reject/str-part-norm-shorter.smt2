(declare-const x String)
(assert (not (= (str.contains "ab" x) (= "ab" x))))
(check-sat)
