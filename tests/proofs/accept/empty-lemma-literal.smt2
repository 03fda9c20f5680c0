(assert (= true false))
(assert false)
(check-sat)
