(declare-const x String)
(assert (>= (str.to_int x) 12))
(assert (not (str.in_re x (re.+ (re.range "2" "9")))))
(check-sat)
