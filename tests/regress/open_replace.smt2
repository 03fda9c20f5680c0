(set-logic QF_SLIA)
(declare-const x String)
(assert (= (str.replace_re "" (str.to_re x) "") "a"))
(check-sat)
