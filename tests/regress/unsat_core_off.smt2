; exit 1
(assert (! false :named f))
(check-sat)
(get-unsat-core)
