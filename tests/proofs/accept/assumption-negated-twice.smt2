(declare-const a Bool)
(assert (not a))
(check-sat-assuming ((not (not a))))
