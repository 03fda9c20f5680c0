; exit 1
(define-fun f ((x Int)) String x)
