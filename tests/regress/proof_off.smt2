; exit 1
(assert false)
(check-sat)
(get-proof)
