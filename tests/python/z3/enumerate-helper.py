from z3 import *

def all_models(s, terms):
    while s.check() == sat:
        m = s.model()
        yield m
        s.add(Or([t != m.eval(t, model_completion=True) for t in terms]))


x, y = Ints("x y")
s = Solver()
s.add(x >= 0, y >= 0, x + y == 3)
print(sorted((m[x].as_long(), m[y].as_long()) for m in all_models(s, [x, y])))

# Prints:
# [(0, 3), (1, 2), (2, 1), (3, 0)]
