from z3 import *

a, b, c = Bools("a b c")
s = Solver()
s.add(Implies(a, b), Implies(b, c))
answer, found = s.consequences([a], [b, c])
print(answer, sorted(str(f) for f in found))

# Prints:
# sat ['Implies(a, b)', 'Implies(a, c)']
