; exit 1
(assert (= 1.5 2.5))
