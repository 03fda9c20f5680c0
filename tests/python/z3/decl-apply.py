from z3 import *

n, m = Ints("n m")
add = (n + m).decl()
print(add(n, 1), add(m, n).sexpr())

# Prints:
# n + 1 (+ m n)
