; stderr sat
(set-option :regular-output-channel "stderr")
(check-sat)
(set-option :regular-output-channel "stdout")
(echo "back")
