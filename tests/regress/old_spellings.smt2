; stderr re.loop
; stderr str.in.re is a spelling of SMT-LIB 2.5; it is now str.in_re
; stderr-lines 7
(declare-const x String)
(assert (str.in.re x (re.loop (str.to.re "a") 1 3)))
(assert (str.in.re x (re.loop (str.to.re "a") 2)))
(assert (str.in.re x (re.complement re.nostr)))
(assert (not (= x "aa")))
(check-sat)
(get-value (x (str.to.int "12")))
(assert (= x (int.to.str 5)))
(check-sat)
