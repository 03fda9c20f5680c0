from z3 import *

x = Int("x")
s = Solver()
s.add(x == 4)
s.check()
print(s.model())

# Prints:
# [x = 4]
