from z3 import *

ps = Bools("p0 p1 p2 p3 p4")
s = Solver()
s.add([Implies(a, b) for a, b in zip(ps, ps[1:])])
s.add(ps[0], Not(ps[-1]))
print(s.check())

# Prints:
# unsat
