; Literals on both sides that fit in few ways, whatever the lengths of what is before them.
(set-option :reproducible-resource-limit 100000)
(set-logic QF_SLIA)
(declare-const x String)
(declare-const y String)
(declare-const z String)
(declare-const u String)
(declare-const v String)
(push 1) ; the second literal is not inside the first one, and begins nowhere in it
(assert (= (str.++ x "__utma=169413169." y) (str.++ "__utmb=169413169" z)))
(assert (> (str.len x) 0)) (assert (< (str.len x) 16)) (check-sat) (pop 1)
(push 1) ; it may begin with the last character
(assert (= (str.++ x "baaaaaaaaaaaaaaa" y) (str.++ "aaaaaaaaaaaaaaab" z)))
(assert (< (str.len x) 15)) (check-sat) (pop 1)
(push 1)
(assert (= (str.++ x "baaaaaaaaaaaaaaa" y) (str.++ "aaaaaaaaaaaaaaab" z)))
(assert (< (str.len x) 16)) (check-sat) (pop 1)
(push 1) ; from the end
(assert (= (str.++ x "abcabcabc" y) (str.++ z "abdabdabd")))
(assert (< (str.len y) 9)) (check-sat) (pop 1)
(push 1) ; several in one string
(assert (= u (str.++ x "first part" y) (str.++ z "second part" v)))
(assert (< (str.len x) (str.len z))) (assert (< (str.len z) (+ (str.len x) 10))) (check-sat) (pop 1)
