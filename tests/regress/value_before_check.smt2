; exit 1
(get-value (true))
