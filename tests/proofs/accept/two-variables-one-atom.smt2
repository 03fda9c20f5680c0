(declare-const a Bool)
(assert a)
(assert (not a))
(check-sat)
