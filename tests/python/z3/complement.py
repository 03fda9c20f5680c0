from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Complement(Star(Range("a", "z")))), InRe(x, Star(Union(Range("a", "z"), Re("-")))), Length(x) == 1)
print(s.check(), s.model()[x])

# Prints:
# sat "-"
