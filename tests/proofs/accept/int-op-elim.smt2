(set-logic QF_SLIA)
(declare-const i Int)
(assert (not (= (mod i 1) (+ i (* (- 1) (div i 1))))))
(check-sat)
