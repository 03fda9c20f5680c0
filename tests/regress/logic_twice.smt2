; exit 1
; stderr logic_twice.smt2:4:2: error
(set-logic QF_S)
(set-logic QF_S)
