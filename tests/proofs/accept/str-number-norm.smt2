(set-logic QF_SLIA)
(declare-const i Int)
(assert (not (= (str.to_int (str.from_int i)) (ite (>= i 0) i (- 1)))))
(check-sat)
