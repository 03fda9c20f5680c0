; exit 1
(define-fun-rec x)
