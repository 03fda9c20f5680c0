; exit 1
(assert (= #b01 #b01))
