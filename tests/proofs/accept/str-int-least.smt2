(set-logic QF_SLIA)
(declare-const x String)
(assert (not (>= (str.len x) 0)))
(check-sat)
