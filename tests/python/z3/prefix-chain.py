from z3 import *

x, y, z = Strings("x y z")
s = Solver()
s.add(PrefixOf(z, y), PrefixOf(y, x), Not(PrefixOf(z, x)))
print(s.check())

# Prints:
# unsat
