(echo "hello")
(echo "")
(echo "a ""quoted"" word")
(echo "two
lines and \u{41}")
