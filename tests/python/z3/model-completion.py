from z3 import *

x, y = Ints("x y")
s = Solver()
s.add(x == 2)
s.check()
m = s.model()
print(m[y], m.evaluate(x + 1), m.eval(y))
print(m.eval(y, model_completion=True).sort())

# Prints:
# None 3 y
# Int
