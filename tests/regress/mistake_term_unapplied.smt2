; exit 1
(assert (str.in_re "a" (_ re.loop 1 2)))
