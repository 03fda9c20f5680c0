; exit 1
(assert (forall ((x Int)) (= x x)))
