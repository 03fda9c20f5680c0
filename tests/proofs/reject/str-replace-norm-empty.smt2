(declare-const x String)
(declare-const y String)
(assert (not (= (str.replace_all x x y) y)))
(check-sat)
