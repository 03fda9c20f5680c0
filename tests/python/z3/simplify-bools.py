from z3 import *

p, q = Bools("p q")
print(simplify(And(p, True)), simplify(And(p, False)), simplify(Or(p, False)), simplify(Or(p, True)))
print(simplify(Not(Not(p))), simplify(If(True, p, q)), simplify(Implies(False, q)), simplify(Xor(p, p)))

# Prints:
# p False p True
# p p True False
