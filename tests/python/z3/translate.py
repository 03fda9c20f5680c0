from z3 import *

x = Int("x")
s = Solver()
s.add(x > 0)
other = Context()
t = s.translate(other)
t.add(Int("x", other) < 0)
print(s.check(), t.check())
print((x + 1).translate(other), (x + 1).translate(other).ctx == other)

# Prints:
# sat unsat
# x + 1 True
