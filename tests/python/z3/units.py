from z3 import *

p, q, r = Bools("p q r")
s = Solver()
s.add(p, Or(q, r))
print(s.check())
print(p in s.assertions(), len(s.assertions()))

# Prints:
# sat
# True 2
