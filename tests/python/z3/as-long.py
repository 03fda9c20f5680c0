from z3 import *

n = Int("n")
s = Solver()
s.add(n > 5, n < 7)
s.check()
print(s.model()[n].as_long() + 1, s.model()[n].as_string() + "!")

# Prints:
# 7 6!
