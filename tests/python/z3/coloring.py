from z3 import *

edges = [(0, 1), (1, 2), (2, 0), (2, 3)]
c = IntVector("c", 4)
s = Solver()
s.add([And(0 <= v, v < 2) for v in c])
s.add([c[a] != c[b] for a, b in edges])
print(s.check())

# Prints:
# unsat
