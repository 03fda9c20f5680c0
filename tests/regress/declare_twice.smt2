; exit 1
(declare-const x Int)
(declare-const x Int)
