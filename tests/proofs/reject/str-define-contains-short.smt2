(declare-const x String)
(declare-const y String)
(assert (not (or (str.contains x y) (not (>= (str.len x) (str.len y))))))
(check-sat)
