(set-option :produce-unsat-cores true)
(assert false)
(check-sat)
(get-unsat-core)
