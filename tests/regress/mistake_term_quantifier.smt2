; exit 1
(assert (forall ((x Int)) (<= x 0)))
