(declare-const x String)
(declare-const y String)
(assert (not (= (str.len (str.replace x y "a")) (str.len x))))
(check-sat)
