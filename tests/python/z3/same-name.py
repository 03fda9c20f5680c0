from z3 import *

x = Int("x")
s = Solver()
s.add(x == 3)
print(s.check(), s.model()[x])
x = String("x")
t = Solver()
t.add(x == "a")
print(t.check(), t.model()[x], x, x.decl().name())

# Prints:
# sat 3
# sat "a" x x
