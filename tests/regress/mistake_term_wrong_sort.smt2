; exit 1
(declare-const x String)
(assert (= "a" (str.++ x
  (str.len x))))
