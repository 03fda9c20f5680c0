from z3 import *

xs = Strings("a b c")
s = Solver()
s.add(Distinct(xs))
s.add([InRe(x, Union(Re("p"), Re("q"))) for x in xs])
print(s.check())

# Prints:
# unsat
