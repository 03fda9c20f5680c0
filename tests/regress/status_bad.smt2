; exit 1
(set-info :status maybe)
