from z3 import *

p, q = Bools("p q")
s = Solver()
s.add(p, Not(q))
s.check()
m = s.model()
print(sorted((d.name(), str(m[d])) for d in m))
print(len(m), sorted(str(m[i]) for i in range(len(m))))

# Prints:
# [('p', 'True'), ('q', 'False')]
# 2 ['p', 'q']
