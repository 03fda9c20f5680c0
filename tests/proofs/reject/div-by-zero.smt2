(set-logic QF_LIA)
(declare-const x Int)
(assert (not (>= x (* 0 (div x 0)))))
(check-sat)
