; exit 1
(declare-const x Int)
(assert (+ x 1))
