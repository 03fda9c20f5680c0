(set-logic QF_SLIA)
(declare-const p Bool)
(assert (not (or (xor p p) (not p) p)))
(check-sat)
