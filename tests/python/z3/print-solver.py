from z3 import *

x = Int("x")
s = Solver()
s.add(x > 1, x < 10)
print(s)
print(s.assertions())

# Prints:
# [x > 1, x < 10]
# [x > 1, x < 10]
