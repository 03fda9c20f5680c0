from z3 import *

x = String("x")
s = Solver()
s.add(x == "a.b.c", IndexOf(x, ".", 0) == 1, IndexOf(x, ".", 2) == 3, IndexOf(x, "z", 0) == -1)
print(s.check())

# Prints:
# sat
