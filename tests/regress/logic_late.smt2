; exit 1
(declare-const x Int)
(set-logic QF_S)
