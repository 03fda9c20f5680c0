; Rewriting makes a negation of what becomes one.
(set-logic QF_SLIA)
(declare-const y String)
(declare-const j Int)
(assert (= y ""))
(push 1) (assert (not (str.prefixof y (str.from_int (* (- 1) j))))) (check-sat) (pop 1)
(push 1) (assert (= (str.from_int (- j)) "")) (assert (< j 1)) (check-sat) (pop 1)
(push 1) (assert (distinct (str.from_int (- j)) "")) (assert (> j 0)) (check-sat) (pop 1)
