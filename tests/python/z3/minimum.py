from z3 import *

n = Int("n")
s = Solver()
s.add(n * 2 > 13)
best = None
while s.check() == sat:
    best = s.model()[n].as_long()
    s.add(n < best)
    if best < 8:
        break
print(s.check() == unsat or best >= 7, best >= 7)

# Prints:
# True True
