from z3 import *

x = Int("x")
solve(x > 3, x < 5)
solve(x > 3, x < 4)

# Prints:
# [x = 4]
# no solution
