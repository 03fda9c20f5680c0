from z3 import *

x = Int("x")
prove(x * 2 == x + x)
prove(Implies(And(x > 4, x < 6), x == 5))
prove(Or(x != 3))

# Prints:
# proved
# proved
# counterexample
# [x = 3]
