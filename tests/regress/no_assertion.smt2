(check-sat)
(get-model)
