from z3 import *

x = Int("x")
s = Solver()
s.add(x > 10)
s.push()
s.add(x < 5)
print(s.check(), s.num_scopes())
s.pop()
print(s.check(), s.num_scopes())

# Prints:
# unsat 1
# sat 0
