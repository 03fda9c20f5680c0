from z3 import *

a = Star(Union(Re("a"), Re("b")))
b = Star(Concat(Star(Re("a")), Star(Re("b"))))
x = String("x")
s = Solver()
s.add(InRe(x, a) != InRe(x, b))
print(s.check())

# Prints:
# unsat
