from z3 import *

x = String("x")
s = Solver()
s.add(PrefixOf("ab", x), PrefixOf("ac", x))
print(s.check())

# Prints:
# unsat
