from z3 import *

v = IntVector("v", 3)
print(v, Sum(v), BoolVector("b", 2))
s = Solver()
s.add(*[v[i] < v[i + 1] for i in range(2)], v[0] == 0, v[2] == 2)
print(s.check(), [s.model()[x].as_long() for x in v])

# Prints:
# [v__0, v__1, v__2] v__0 + v__1 + v__2 [b__0, b__1]
# sat [0, 1, 2]
