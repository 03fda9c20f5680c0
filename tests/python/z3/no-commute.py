from z3 import *

x = String("x")
s = Solver()
s.add(x + "a" == "b" + x)
print(s.check())

# Prints:
# unsat
