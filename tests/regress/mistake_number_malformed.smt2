; exit 1
(assert (= 12ab 1))
