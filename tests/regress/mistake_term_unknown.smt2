; exit 1
(assert (= x 1))
