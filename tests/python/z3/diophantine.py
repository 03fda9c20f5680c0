from z3 import *

a, b = Ints("a b")
s = Solver()
s.add(6 * a + 9 * b == 5)
print(s.check())
s = Solver()
s.add(6 * a + 9 * b == 3, a > 0, a < 3)
print(s.check(), s.model()[a], s.model()[b])

# Prints:
# unsat
# sat 2 -1
