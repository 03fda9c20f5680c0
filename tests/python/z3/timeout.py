from z3 import *

x = Int("x")
s = Solver()
s.set("timeout", 60000)
s.set(timeout=60000)
s.add(x > 1)
print(s.check())

# Prints:
# sat
