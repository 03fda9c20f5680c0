; exit 1
(assert (= "a" (str.at "abc")))
