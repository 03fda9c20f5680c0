; exit 1
(assert |a))
