(declare-const i Int)
(assert (not (= (str.to_int (str.from_int i)) i)))
(check-sat)
