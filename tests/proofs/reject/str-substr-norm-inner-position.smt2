(declare-const i Int)
(declare-const x String)
(assert (not (= (str.substr (str.substr x i 3) 1 1) (str.substr x (+ i 1) 1))))
(check-sat)
