; exit 1
(assert (and (let ((a true)) a) a))
