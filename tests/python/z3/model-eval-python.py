from z3 import *

n = Int("n")
s = Solver()
s.add(n == 20)
s.check()
m = s.model()
print(m.eval(n) == 20, simplify(m.eval(n) + 1), m[n].as_long() % 7, m.eval(n + 1).as_long())

# Prints:
# 20 == 20 21 6 21
