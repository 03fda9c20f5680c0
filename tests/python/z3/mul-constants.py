from z3 import *

a, b = Ints("a b")
s = Solver()
s.add(3 * a == 2 * b, a > 0, a < 4)
print(s.check(), s.model()[a], s.model()[b])

# Prints:
# sat 2 3
