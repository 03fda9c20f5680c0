from z3 import *

x = Int("x")
s = Solver()
s.add(x == 9)
s.check()
print(s.model().get_interp(x), s.model()[x.decl()], s.model()[0].name())

# Prints:
# 9 9 x
