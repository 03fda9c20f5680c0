; exit 1
(declare-const x Int)
(set-option :produce-unsat-cores true)
