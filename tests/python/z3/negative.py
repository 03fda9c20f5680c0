from z3 import *

n = Int("n")
s = Solver()
s.add(n < -5, n > -7)
print(s.check(), s.model()[n], s.model()[n].as_long(), IntVal(-5), n == -5)

# Prints:
# sat -6 -6 -5 n == -5
