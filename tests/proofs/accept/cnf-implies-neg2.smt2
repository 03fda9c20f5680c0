(set-logic QF_SLIA)
(declare-const p Bool)
(assert (not (or (=> p p) (not p))))
(check-sat)
