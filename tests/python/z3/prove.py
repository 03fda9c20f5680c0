from z3 import *

p, q = Bools("p q")
prove(Implies(And(p, q), p))
prove(Not(And(p, q)) == Or(Not(p), Not(q)))

# Prints:
# proved
# proved
