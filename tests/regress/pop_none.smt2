; exit 1
(pop)
