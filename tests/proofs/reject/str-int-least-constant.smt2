(declare-const i Int)
(assert (not (>= i 0)))
(check-sat)
