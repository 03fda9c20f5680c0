from z3 import *

x = Int("x")
s = Solver()
s.add(x > 1, x < 4)
v = s.assertions()
print(len(v), v[0], [str(a) for a in v], v)

# Prints:
# 2 x > 1 ['x > 1', 'x < 4'] [x > 1, x < 4]
