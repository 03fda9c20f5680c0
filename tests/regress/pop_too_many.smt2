; exit 1
(push 2)
(pop 3)
