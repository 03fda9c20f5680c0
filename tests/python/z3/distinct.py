from z3 import *

x, y, z = Ints("x y z")
print(Distinct(x, y, z), Distinct(x, y))
s = Solver()
s.add(Distinct(x, y, z), x >= 0, x <= 1, y >= 0, y <= 1, z >= 0, z <= 1)
print(s.check())

# Prints:
# Distinct(x, y, z) x != y
# unsat
