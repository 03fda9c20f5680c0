from z3 import *

a, b, c = Bools("a b c")
s = Solver()
s.add(PbEq([(a, 1), (b, 2), (c, 4)], 5))
print(s.check())
m = s.model()
print([is_true(m.eval(p, model_completion=True)) for p in (a, b, c)])
s.add(PbLe([(a, 3), (c, 3)], 5))
print(s.check())

# Prints:
# sat
# [True, False, True]
# unsat
