from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Loop(Re("a"), 3)), Length(x) <= 3)
print(s.check(), s.model()[x])

# Prints:
# sat "aaa"
