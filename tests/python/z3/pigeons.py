from z3 import *

holes = 3
x = [[Bool("x_%d_%d" % (p, h)) for h in range(holes)] for p in range(holes + 1)]
s = Solver()
for p in x:
    s.add(Or(p))
for h in range(holes):
    for p in range(holes + 1):
        for q in range(p):
            s.add(Or(Not(x[p][h]), Not(x[q][h])))
print(s.check())

# Prints:
# unsat
