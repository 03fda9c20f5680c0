; exit 1
(assert (let ((a true) (a false)) a))
