from z3 import *

n = Int("a name with blanks")
s = Solver()
s.add(n == 1)
print(n, s.check(), s.model()[n], n.decl().name())

# Prints:
# a name with blanks sat 1 a name with blanks
