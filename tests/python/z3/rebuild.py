from z3 import *

def negate_all(t):
    if is_and(t):
        return Or([negate_all(c) for c in t.children()])
    if is_or(t):
        return And([negate_all(c) for c in t.children()])
    if is_not(t):
        return t.arg(0)
    return Not(t)


p, q, r = Bools("p q r")
t = And(p, Or(q, Not(r)))
print(negate_all(t))
prove(negate_all(t) == Not(t))

# Prints:
# Or(Not(p), And(Not(q), r))
# proved
