(set-logic QF_SLIA)
(declare-const x String)
(assert (not (= (= x x) true)))
(check-sat)
