(set-logic QF_SLIA)
(declare-const p Bool)
(assert (not (or (not (xor p p)) p p)))
(check-sat)
