from z3 import *

xs = Ints("x0 x1 x2 x3")
s = Solver()
s.add(Sum(xs) == 6, Distinct(xs), *[And(x >= 0, x < 4) for x in xs])
print(s.check(), sorted(s.model()[x].as_long() for x in xs))

# Prints:
# sat [0, 1, 2, 3]
