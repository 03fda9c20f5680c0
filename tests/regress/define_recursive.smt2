; exit 1
(define-fun f ((x Int)) Int (f x))
