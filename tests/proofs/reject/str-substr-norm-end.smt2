(declare-const x String)
(assert (not (= (str.substr x 1 (str.len x)) x)))
(check-sat)
