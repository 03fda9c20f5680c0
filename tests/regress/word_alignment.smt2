; Parts of equations that must have the same length, letters that one side has more often, and cycles.
(set-logic QF_SLIA)
(declare-const x String)
(declare-const y String)
(declare-const z String)
(declare-const u String)
(declare-const v String)
; the same variables in another order, but other letters
(push 1) (assert (= (str.++ "abc" x y) (str.++ y x "abd"))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x "a" y "b" x) (str.++ y "b" x x "b"))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x "ab" y u) (str.++ y "cc" x v))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ u x "ab" y) (str.++ v y "cc" x))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ "ab" x u) (str.++ x "ba" v))) (check-sat) (pop 1)
; the letters are those of one side only up to an aligned place inside a literal
(push 1) (assert (= (str.++ x "abcd" u) (str.++ "ba" x "bd" v))) (check-sat) (pop 1)
; variables that are equal, or of equal length, and lengths that are numbers
(push 1) (assert (= (str.++ x "a" y) (str.++ z "b" u))) (assert (= (str.len x) (str.len z))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x y "a" u) (str.++ y z "b" v))) (assert (= x z)) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x y "a" u) (str.++ y z "b" v))) (assert (= (str.len x) (str.len z))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x y u) (str.++ "abc" z v))) (assert (= (str.len x) 2)) (assert (= (str.len y) (+ 1 (str.len z)))) (assert (distinct x "ab")) (check-sat) (pop 1)
(push 1) (assert (= (str.++ u x y) (str.++ v y z))) (assert (= (str.len x) (str.len z))) (assert (distinct u v)) (check-sat) (pop 1)
; a class inside its own normal form
(push 1) (assert (= (str.++ x "ab") (str.++ y "b"))) (assert (= x y)) (check-sat) (pop 1)
(push 1) (assert (= x (str.++ y "a"))) (assert (= y (str.++ z "b"))) (assert (= z (str.++ x "c"))) (check-sat) (pop 1)
(push 1) (assert (= x (str.++ y u))) (assert (= y (str.++ x v))) (assert (distinct u v)) (check-sat) (pop 1)
(push 1) (assert (= x (str.++ y u))) (assert (= y (str.++ z v))) (assert (= z (str.++ u x))) (assert (distinct x z)) (check-sat) (pop 1)
(push 1) (assert (= x (str.++ y u))) (assert (= y (str.++ z v))) (assert (= z (str.++ u x))) (assert (= (str.len z) 3)) (assert (str.in_re x (re.+ (str.to_re "ab")))) (check-sat) (pop 1)
(push 1) (assert (= x (str.++ y u))) (assert (= y (str.++ z v))) (assert (= z (str.++ u x))) (assert (= (str.len z) 4)) (assert (str.in_re x (re.+ (str.to_re "ab")))) (check-sat) (pop 1)
(push 1) (assert (= x (str.++ x x))) (assert (distinct x "")) (check-sat) (pop 1)
; lengths that no integers have
(push 1) (assert (= x (str.++ y y))) (assert (= (str.len x) 3)) (check-sat) (pop 1)
; no solution, by transformations; the same letters
(push 1) (assert (= (str.++ x "abdbc" y) (str.++ y "cbbad" x))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x "abdbc" y z u) (str.++ y "cbbad" x "ab" v))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ u x "abc" y) (str.++ v y "bac" x))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x "a" y) (str.++ y "b" z))) (assert (= x z)) (check-sat) (pop 1)
(push 1) (assert (= (str.++ "abc" x) (str.++ x "acb"))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x "ab" y) (str.++ y "ba" x))) (check-sat) (pop 1)
(push 1) (assert (= (str.++ x "abdc" y) (str.++ y "dcba" x))) (assert (distinct x "")) (check-sat) (pop 1)
