from z3 import *

n = Int("n")
s = Solver()
s.add(n == 10**30 + 1)
print(s.check(), s.model()[n].as_long() - 10**30, IntVal("123456789012345678901234567890"))

# Prints:
# sat 1 123456789012345678901234567890
