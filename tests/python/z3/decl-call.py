from z3 import *

n, m = Ints("n m")
s = Solver()
s.add(n + m == 10, n - m == 4)
print(s.check())
model = s.model()
print(sorted((str(d()), model.eval(d()).as_long()) for d in model.decls()))

# Prints:
# sat
# [('m', 3), ('n', 7)]
