; exit 1
(assert false)
(check-sat)
(get-model)
(check-sat)
