# z3: 4.12
from z3 import *

x = String("x")
s = Solver()
s.add(x == "abcab", LastIndexOf(x, "ab") == 3)
print(s.check())
s.add(LastIndexOf(x, "c") != 2)
print(s.check())

# Prints:
# sat
# unsat
