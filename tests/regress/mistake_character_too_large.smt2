; exit 1
(assert (= "a" (_ char #x30000)))
