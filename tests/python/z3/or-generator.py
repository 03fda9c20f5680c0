from z3 import *

x = Int("x")
s = Solver()
s.add(Or([x == i * i for i in range(1, 5)]), x > 5, x < 10)
print(s.check(), s.model()[x])

# Prints:
# sat 9
