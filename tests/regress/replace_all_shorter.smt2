(set-logic QF_SLIA)
(declare-const s String)
(assert (< (str.len s) (str.len (str.replace_all s "-" ""))))
(check-sat)
