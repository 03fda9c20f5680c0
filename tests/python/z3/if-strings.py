from z3 import *

p = Bool("p")
x = If(p, StringVal("yes"), StringVal("no"))
s = Solver()
s.add(Length(x) == 2)
print(x, s.check(), s.model()[p])

# Prints:
# If(p, "yes", "no") sat False
