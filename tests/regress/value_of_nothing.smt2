; exit 1
(check-sat)
(get-value ())
