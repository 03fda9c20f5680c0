; exit 1
(assert (and true
  (not false)
