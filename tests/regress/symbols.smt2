(declare-const |a b| String)
(declare-const |abc| String)
(declare-const || Bool)
(declare-const ~!@$%^&*_-+=<>.?/ Bool)
(declare-const |ünïcödé ✓| Bool)
(declare-const |two
lines| Bool)
(assert (= |a b| abc "v"))
(assert (and || |~!@$%^&*_-+=<>.?/| |ünïcödé ✓| |two
lines|))
(check-sat)
(get-model)
