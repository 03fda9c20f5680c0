(set-logic QF_SLIA)
(declare-const p Bool)
(assert (not (or (not (xor p p)) (not p) (not p))))
(check-sat)
