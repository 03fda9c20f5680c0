from z3 import *

x = Int("x")
s = Solver()
s.append(x > 1)
s.insert(x < 3)
s += x != 0
s.assert_exprs(x > 0)
print(len(s.assertions()), s.check(), s.model())

# Prints:
# 4 sat [x = 2]
