(declare-const x String)
(assert (not (= x (str.from_code (str.to_code x)))))
(check-sat)
