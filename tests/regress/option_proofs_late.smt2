; exit 1
(check-sat)
(set-option :produce-proofs true)
