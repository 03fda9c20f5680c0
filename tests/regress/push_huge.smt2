; exit 1
(push 99999999999)
