; exit 1
(assert (= 007 7))
