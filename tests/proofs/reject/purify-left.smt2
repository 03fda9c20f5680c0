(set-logic QF_S)
(declare-const x String)
(assert (not (= x x)))
(check-sat)
