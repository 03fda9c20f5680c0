from z3 import *

x = String("x")
n = Int("n")
print(simplify(n - n), simplify(n + 0), simplify(1 * n), simplify(Concat(x, "")))

# Prints:
# 0 n n x
