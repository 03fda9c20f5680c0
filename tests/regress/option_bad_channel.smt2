; exit 1
(set-option :regular-output-channel 5)
