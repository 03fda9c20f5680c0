; exit 1
(declare-sort S 0)
