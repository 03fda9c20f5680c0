; exit 1
(set-option :produce-proofs true)
(check-sat)
(get-proof)
