from z3 import *

x, y = Strings("x y")
s = Solver()
s.add(x + y == y + x, Length(x) == 1, Length(y) == 2, Contains(y, "a"))
print(s.check(), s.model()[x], s.model()[y])

# Prints:
# sat "a" "aa"
