; Linear integer arithmetic: conflicts, splits, large numbers, quotients, products.
(set-logic QF_LIA)
(declare-const x Int)
(declare-const y Int)
(declare-const z Int)
; sums
(push 1) (assert (< x y z x)) (check-sat) (pop 1)
(push 1) (assert (and (>= (+ x y) 3) (>= (- x y) 2) (< (* 2 x) 6))) (check-sat) (pop 1)
(push 1) (assert (and (>= (+ x y) 3) (>= (- x y) 2) (< (* 2 x) 7))) (check-sat) (pop 1)
; no bounds on the variables, and no integers
(push 1) (assert (= (* 4 x) (+ (* 6 y) 3))) (check-sat) (pop 1)
(push 1) (assert (= (+ x y) (* 2 z))) (assert (= (- x y) (+ (* 2 z) 1))) (check-sat) (pop 1)
(push 1) (assert (< (* 3 y) (* 2 x) (+ (* 3 y) 2))) (assert (= (mod x 3) 1)) (check-sat) (pop 1)
(push 1) (assert (= (+ (* 21 x) (* 35 y)) 7)) (assert (> x 1000000000000)) (check-sat) (pop 1)
; equal or not
(push 1) (assert (distinct x y z)) (assert (<= 1 x 2)) (assert (<= 1 y 2)) (assert (<= 1 z 2)) (check-sat) (pop 1)
(push 1) (assert (distinct x y z)) (assert (<= 1 x 3)) (assert (<= 1 y 3)) (assert (<= 1 z 3)) (check-sat) (pop 1)
; at and beyond 64 bits
(push 1) (assert (> x 9223372036854775807)) (assert (< x 9223372036854775808)) (check-sat) (pop 1)
(push 1) (assert (= (* 9223372036854775807 x) (+ (* 9223372036854775806 y) 1))) (assert (> x 1)) (check-sat) (pop 1)
(push 1) (assert (>= (- x y) (- 9223372036854775808))) (assert (>= (- y z) 9223372036854775807)) (assert (> z x)) (check-sat) (pop 1)
(push 1) (assert (= (* 3 x) 123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890)) (assert (< y x (+ y 1))) (check-sat) (pop 1)
(push 1) (assert (= (* 7 x) 123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890)) (check-sat) (pop 1)
; quotients
(push 1) (assert (= (div x 3) 2)) (assert (> x 8)) (check-sat) (pop 1)
(push 1) (assert (= (mod x (- 3)) 2)) (assert (= (div x (- 3)) 2)) (assert (distinct x (- 4))) (check-sat) (pop 1)
(push 1) (assert ((_ divisible 6) x)) (assert (not ((_ divisible 3) x))) (check-sat) (pop 1)
(push 1) (assert (< (abs x) 0)) (check-sat) (pop 1)
(push 1) (assert (= (abs x) 5)) (assert (< x 0)) (assert (distinct x (- 5))) (check-sat) (pop 1)
; products
(push 1) (assert (= (* x y) 7)) (assert (<= 2 x 6)) (check-sat) (pop 1)
(push 1) (assert (= (* x y) 6)) (assert (= (+ x y) 5)) (assert (<= 0 x 9)) (check-sat) (pop 1)
; A split on what only an earlier frame spoke about must not be asked for again and again.
(push 1)
(declare-const product_a Int) (declare-const product_b Int)
(push 1) (assert (= (* product_a product_b) 6)) (assert (<= 1 product_a 10)) (assert (= (+ product_a product_b) 5))
(check-sat) (pop 1)
(push 1) (assert (= (* product_a product_b) 7)) (assert (<= 2 product_a 6)) (check-sat) (pop 1)
(push 1) (assert (= (* product_a product_a) 2)) (assert (<= (- 5) product_a 5)) (check-sat) (pop 1)
(pop 1)
