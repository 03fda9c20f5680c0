(set-logic QF_S)
(declare-const a String)
(assert (str.contains (str.replace_all a "o" "0") "o"))
(check-sat)
