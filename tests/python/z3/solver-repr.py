from z3 import *

x, y = Strings("x y")
s = Solver()
s.add(x == y + "a", Not(x == y))
print(s)

# Prints:
# [x == Concat(y, "a"), Not(x == y)]
