(set-logic QF_SLIA)
(declare-const x String)
(assert (not (= (= (mod (str.len x) 1) 0) (str.in_re x (re.++ ((_ re.^ 0) re.allchar) (re.* ((_ re.^ 1) re.allchar)))))))
(check-sat)
