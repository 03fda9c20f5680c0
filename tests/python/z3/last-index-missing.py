# z3: 4.12
from z3 import *

x = String("x")
s = Solver()
s.add(LastIndexOf(x, "z") == -1, Length(x) == 2, Contains(x, "z"))
print(s.check())

# Prints:
# unsat
