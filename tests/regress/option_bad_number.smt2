; exit 1
(set-option :random-seed true)
