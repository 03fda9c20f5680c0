; options --quiet
; no-stderr
(set-logic QF_UFBV)
(declare-const x String)
(assert (str.in.re x (str.to.re "a")))
(check-sat)
(get-value (x))
