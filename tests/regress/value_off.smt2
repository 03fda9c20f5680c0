; exit 1
(set-option :produce-models false)
(check-sat)
(get-value (true))
