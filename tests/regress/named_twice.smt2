; exit 1
(assert (! true :named n))
(assert (! true :named n))
