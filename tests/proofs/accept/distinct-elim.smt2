(set-logic QF_SLIA)
(declare-const i Int)
(assert (not (= (distinct i i) (not (= i i)))))
(check-sat)
