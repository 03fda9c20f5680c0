from z3 import *

p, q, r = Bools("p q r")
s = Solver()
s.add(Implies(p, q), Implies(q, r))
print(s.check(p, Not(r)))
core = s.unsat_core()
print(len(core) == 2, all(any(c.eq(a) for a in [p, Not(r)]) for c in core))
print(s.check(p))

# Prints:
# unsat
# True True
# sat
