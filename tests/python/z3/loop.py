from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Loop(Re("ab"), 2, 3)), Length(x) > 4)
print(s.check(), s.model()[x])

# Prints:
# sat "ababab"
