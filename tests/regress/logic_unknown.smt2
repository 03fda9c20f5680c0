; stderr warning: the logic QF_UFBV is unknown
(set-logic QF_UFBV)
(check-sat)
