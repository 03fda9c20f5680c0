; exit 1
; stderr mistake_keeps_answers.smt2:5:12: error: expected a term, found 'y'
(declare-const x String)
(assert (= x "a"))(check-sat)
(assert (= y x))
(check-sat)
