; exit 1
(check-sat)
(assert true)
(get-model)
