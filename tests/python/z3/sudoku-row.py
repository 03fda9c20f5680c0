from z3 import *

row = [Int("c%d" % i) for i in range(4)]
s = Solver()
s.add([And(1 <= c, c <= 4) for c in row])
s.add(Distinct(row), row[0] == 2, row[1] == 4, row[2] > row[3])
print(s.check(), [s.model().evaluate(c) for c in row])

# Prints:
# sat [2, 4, 3, 1]
