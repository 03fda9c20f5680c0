from z3 import *

p = Bool("p")
s = Solver()
s.push()
s.push()
s.add(p, Not(p))
print(s.check())
s.pop(2)
print(s.check(), len(s.assertions()))

# Prints:
# unsat
# sat 0
