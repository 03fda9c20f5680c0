; exit 1
(check-sat 5)
