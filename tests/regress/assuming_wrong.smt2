; exit 1
(declare-const x Int)
(check-sat-assuming (x))
