from z3 import *

s = Solver()
r = s.check()
print(r, repr(r), r == sat, r != unsat, r == unknown, str(r) == "sat")

# Prints:
# sat sat True True False True
