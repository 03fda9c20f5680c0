from z3 import *

p, q, r = Bools("p q r")
print(And(p, q), Or(p, q, r), Not(p), Implies(p, q), Xor(p, q), p == q, p != q)
print(And(p, Or(q, Not(r))), If(p, q, r), Not(And(p, q)), And([p, q]), Implies(And(p, q), r) == p)

# Prints:
# And(p, q) Or(p, q, r) Not(p) Implies(p, q) Xor(p, q) p == q p != q
# And(p, Or(q, Not(r))) If(p, q, r) Not(And(p, q)) And(p, q) Implies(And(p, q), r) == p
