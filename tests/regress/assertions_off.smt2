; exit 1
(set-option :produce-assertions false)
(assert true)
(get-assertions)
