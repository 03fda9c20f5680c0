(declare-const x String)
(declare-const z String)
(assert (not (ite (str.in_re x (re.++ re.all (str.to_re "a") re.all)) (not (= (str.replace_re x (str.to_re "a") z) x)) (= (str.replace_re x (str.to_re "a") z) x))))
(check-sat)
