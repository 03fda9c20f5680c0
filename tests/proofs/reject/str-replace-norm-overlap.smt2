(declare-const x String)
(declare-const y String)
(assert (not (= (str.replace (str.++ "ca" x) "ab" y) (str.++ "ca" (str.replace x "ab" y)))))
(check-sat)
