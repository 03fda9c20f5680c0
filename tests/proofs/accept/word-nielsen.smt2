(set-logic QF_SLIA)
(declare-const x String)
(assert (not (= (= (str.++ "ab" x) (str.++ x "bb")) false)))
(check-sat)
