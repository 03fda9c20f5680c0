(declare-const i Int)
(assert (not (= (str.to_code (str.from_code i)) i)))
(check-sat)
