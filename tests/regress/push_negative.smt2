; exit 1
(push -1)
