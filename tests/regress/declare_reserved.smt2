; exit 1
(declare-const let Int)
