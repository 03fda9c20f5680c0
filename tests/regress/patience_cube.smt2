(set-logic QF_SLIA)
(declare-const x String)
(assert (= (str.++ x x x) (str.++ (str.at x 0) x "aa")))
(check-sat)
