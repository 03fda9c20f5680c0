from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Intersect(Star(Re("ab")), Star(Re("aba")), Plus(Union(Re("a"), Re("b"))))))
s.add(Length(x) < 6)
print(s.check())

# Prints:
# unsat
