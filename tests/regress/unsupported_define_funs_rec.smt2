; exit 1
(define-funs-rec x)
