from z3 import *

x, n = String("x"), Int("n")
s = Solver()
s.add(x == "a", n == 3)
s.check()
m = s.model()
for d in sorted(m.decls(), key=lambda d: d.name()):
    print(d.name(), d.arity(), d.range(), m[d])

# Prints:
# n 0 Int 3
# x 0 String "a"
