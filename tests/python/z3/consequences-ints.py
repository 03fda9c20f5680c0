from z3 import *

a = Bool("a")
n = Int("n")
s = Solver()
s.add(Implies(a, n == 5))
answer, found = s.consequences([a], [n])
print(answer, len(found), len(found) == 0 or is_implies(found[0]))

# Prints:
# sat 1 True
