(declare-const |a b| Bool)
(declare-const |line
break| Bool)
(declare-const |let| Bool)
(declare-const |ä| Bool)
(declare-const @x Bool)
(declare-const || Bool)
(assert (and |a b| |line
break| |let| |ä| |@x| ||))
(assert (not (and |a b| |line
break| |let| |ä| @x ||)))
(check-sat)
