; exit 1
(declare-const x (Array Int Int))
