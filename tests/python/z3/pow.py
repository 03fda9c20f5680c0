from z3 import *

n = Int("n")
s = Solver()
s.add(n ** 2 == 49, n > 0, n < 10)
print(s.check(), s.model()[n])

# Prints:
# sat 7
