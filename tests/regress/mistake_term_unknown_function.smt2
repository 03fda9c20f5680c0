; exit 1
(assert (foo 1))
