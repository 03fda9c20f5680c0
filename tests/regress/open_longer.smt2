(set-logic QF_SLIA)
(declare-const y String)
(assert (str.in_re (str.++ "a" y) (str.to_re y)))
(check-sat)
