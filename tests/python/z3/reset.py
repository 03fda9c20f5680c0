from z3 import *

x = Int("x")
s = Solver()
s.add(x > 1, x < 1)
print(s.check())
s.reset()
print(s.check(), s.assertions())

# Prints:
# unsat
# sat []
