(set-logic QF_SLIA)
(declare-const a Bool)
(declare-const b Bool)
(assert (or a b))
(assert (not a))

(check-sat)
