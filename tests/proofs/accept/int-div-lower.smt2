(set-logic QF_SLIA)
(declare-const i Int)
(assert (not (>= i (* 1 (div i 1)))))
(check-sat)
