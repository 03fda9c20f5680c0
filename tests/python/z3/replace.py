from z3 import *

x, y = Strings("x y")
s = Solver()
s.add(x == "aab", y == Replace(x, "a", "c"))
print(s.check(), s.model()[y])

# Prints:
# sat "cab"
