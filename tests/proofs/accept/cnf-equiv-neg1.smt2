(set-logic QF_SLIA)
(declare-const p Bool)
(assert (not (or (= p p) p p)))
(check-sat)
