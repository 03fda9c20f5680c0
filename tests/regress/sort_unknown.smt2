; exit 1
(declare-const x Real)
