from z3 import *

p, q = Bools("p q")
demorgan = And(p, q) == Not(Or(Not(p), Not(q)))
print(demorgan)
prove(demorgan)

# Prints:
# And(p, q) == Not(Or(Not(p), Not(q)))
# proved
