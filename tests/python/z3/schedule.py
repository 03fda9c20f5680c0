from z3 import *

a, b, c = Ints("a b c")
s = Solver()
s.add(a >= 0, b >= a + 2, c >= b + 3, c <= 5)
print(s.check(), s.model()[a], s.model()[b], s.model()[c])
s.add(a > 0)
print(s.check())

# Prints:
# sat 0 2 5
# unsat
