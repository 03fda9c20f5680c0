from z3 import *

n = 4
v = [Bool("v%d" % i) for i in range(n)]
s = Solver()
s.add([Or(v)] + [Or(Not(v[i]), v[(i + 1) % n]) for i in range(n)])
print(s.check(), [is_true(s.model()[x]) for x in v])

# Prints:
# sat [True, True, True, True]
