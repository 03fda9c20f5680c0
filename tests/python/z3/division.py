from z3 import *

n = Int("n")
s = Solver()
s.add(n / 3 == 4, n % 3 == 2)
print(s.check(), s.model()[n])
s = Solver()
s.add(n == IntVal(-7) / 2)
print(s.check(), s.model()[n])

# Prints:
# sat 14
# sat -4
