from z3 import *

x, y = Strings("x y")
n = Int("n")
s = Solver()
claims = [Length(x) == n, n > 2, InRe(x, Star(Range("a", "c"))), y == x + "!", Not(PrefixOf("a", x))]
s.add(claims)
print(s.check())
m = s.model()
print([is_true(m.eval(c, model_completion=True)) for c in claims])

# Prints:
# sat
# [True, True, True, True, True]
