(declare-const x String)
(assert (= (as x String) "a"))
(assert (str.in_re x (as re.all RegLan)))
(check-sat)
