from z3 import *

p, q = Bools("p q")
prove((p == q) == And(Implies(p, q), Implies(q, p)))
prove((p != q) == Xor(p, q))

# Prints:
# proved
# proved
