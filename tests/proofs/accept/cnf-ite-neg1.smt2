(set-logic QF_SLIA)
(declare-const p Bool)
(assert (not (or (ite p p p) (not p) (not p))))
(check-sat)
