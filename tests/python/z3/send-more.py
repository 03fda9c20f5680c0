from z3 import *

d, e, y = Ints("d e y")
s = Solver()
s.add(10 * d + e == 42, d + e + y == 10, d >= 0, d <= 9, e >= 0, e <= 9)
print(s.check(), s.model()[d], s.model()[e], s.model()[y])

# Prints:
# sat 4 2 4
