; exit 1
; stderr status_wrong.smt2:6:2: error: the answer is sat, but (set-info :status) says unsat
(declare-const p Bool)
(assert p)
(set-info :status unsat)
(check-sat)
(echo "goes on")
(check-sat)
