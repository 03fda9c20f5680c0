(set-logic QF_SLIA)
(assert (= (re.union (re.diff (str.to_re "a") (re.* (str.to_re "a"))) (re.diff (str.to_re "a") (re.* (str.to_re "a")))) re.none))
(assert (not (= (str.to_re "a") (re.* (str.to_re "a")))))
(check-sat)
