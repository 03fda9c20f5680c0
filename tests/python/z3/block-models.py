from z3 import *

n = Int("n")
s = Solver()
s.add(n >= 0, n < 6, n % 2 == 0)
found = []
while s.check() == sat:
    m = s.model()
    found.append(m[n].as_long())
    s.add(n != m[n])
print(sorted(found))

# Prints:
# [0, 2, 4]
