; exit 1
(define-fun f ((x Int)) Int x)
(assert (= 1 (f "a")))
