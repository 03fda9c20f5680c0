; exit 1
(set-option :produce-unsat-cores true)
(check-sat)
(get-unsat-core)
