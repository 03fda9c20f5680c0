from z3 import *
import copy
x = Int("x")
s = Solver()
s.add(x > 0)
t = copy.copy(s)
t.add(x < 0)
print(s.check(), t.check(), len(s.assertions()), len(t.assertions()))

# Prints:
# sat unsat 1 2
