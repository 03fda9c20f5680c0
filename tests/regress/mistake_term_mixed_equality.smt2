; exit 1
(assert (= 1 "a"))
