(declare-const x String)
(assert (not (= (= (mod (str.len x) 2) 1) (str.in_re x (re.++ ((_ re.^ 0) re.allchar) (re.* ((_ re.^ 2) re.allchar)))))))
(check-sat)
