from z3 import *

p, q, r = Bools("p q r")
s = Solver()
s.add(Or(p, q), Or(Not(q), r))
count = 0
while s.check() == sat:
    m = s.model()
    s.add(Or([v != m.eval(v, model_completion=True) for v in (p, q, r)]))
    count += 1
print(count)

# Prints:
# 4
