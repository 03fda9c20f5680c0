; exit 1
(assert (str.in_re "a" (as re.all String)))
