from z3 import *

n, p = Int("n"), Bool("p")
print(n + True, n > p, n == True, And(p, True), Implies(True, p), n + 2.0)

# Prints:
# n + 1 n > If(p, 1, 0) n == 1 And(p, True) Implies(True, p) n + 2
