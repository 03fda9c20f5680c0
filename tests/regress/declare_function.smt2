; exit 1
(declare-fun f (Int) Int)
