(set-logic QF_SLIA)
(declare-const p Bool)
(assert (not (or (xor p p) p (not p))))
(check-sat)
