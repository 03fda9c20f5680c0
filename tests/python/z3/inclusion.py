from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Plus(Re("aa"))), Not(InRe(x, Star(Re("a")))), Length(x) < 5)
print(s.check())

# Prints:
# unsat
