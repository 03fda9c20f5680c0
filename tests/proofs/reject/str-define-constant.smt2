(declare-const x String)
(check-sat)
