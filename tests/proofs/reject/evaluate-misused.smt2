(set-logic QF_SLIA)
(assert (not (= (div 1 0) 0)))
(check-sat)
