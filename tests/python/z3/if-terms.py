from z3 import *

n = Int("n")
absolute = If(n >= 0, n, -n)
s = Solver()
s.add(absolute == 3, n < 0)
print(absolute)
print(s.check(), s.model()[n])

# Prints:
# If(n >= 0, n, -n)
# sat -3
