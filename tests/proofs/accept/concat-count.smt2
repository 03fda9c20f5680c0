(set-logic QF_SLIA)
(assert (= "a" ""))
(assert (not (= 1 0)))
(check-sat)
