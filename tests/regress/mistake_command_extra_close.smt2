; exit 1
(push 1))
(check-sat)
