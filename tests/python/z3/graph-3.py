from z3 import *

edges = [(0, 1), (1, 2), (2, 0), (2, 3)]
c = [Int("c%d" % i) for i in range(4)]
s = Solver()
for v in c:
    s.add(v >= 0, v < 3)
for a, b in edges:
    s.add(c[a] != c[b])
print(s.check())
m = s.model()
print(all(m[c[a]].as_long() != m[c[b]].as_long() for a, b in edges))

# Prints:
# sat
# True
