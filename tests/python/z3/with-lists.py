from z3 import *

x = [Int("x%d" % i) for i in range(3)]
s = Solver()
s.add([v > 0 for v in x])
s.add(And([x[i] + 1 == x[i + 1] for i in range(2)]), x[0] == 1)
print(s.check(), [s.model()[v] for v in x])

# Prints:
# sat [1, 2, 3]
