; exit 1
(set-option :regular-output-channel "/no/such/folder/file")
