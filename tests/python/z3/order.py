from z3 import *

x, y = Strings("x y")
s = Solver()
s.add(x == "b", y == "a", x < y)
print(s.check())

# Prints:
# unsat
