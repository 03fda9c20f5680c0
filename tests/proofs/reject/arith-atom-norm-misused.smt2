(set-logic QF_SLIA)
(declare-const i Int)
(assert (not (= (>= i 3) (>= i 4))))
(check-sat)
