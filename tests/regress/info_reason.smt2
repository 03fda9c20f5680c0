; exit 1
(check-sat)
(get-info :reason-unknown)
