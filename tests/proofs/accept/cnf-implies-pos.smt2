(set-logic QF_SLIA)
(declare-const p Bool)
(assert (not (or (not (=> p p)) (not p) p)))
(check-sat)
