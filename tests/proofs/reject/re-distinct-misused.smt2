(set-logic QF_SLIA)
(assert (not (not (= (re.* (str.to_re "a")) (re.* (re.union (str.to_re "a") (str.to_re "a")))))))
(check-sat)
