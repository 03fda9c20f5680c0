(declare-const x String)
(assert (not (str.in_re x re.none)))
(check-sat)
