; options --model
(declare-const x String)
(assert (= x "a"))
(check-sat)
(assert (= x "b"))
(check-sat)
