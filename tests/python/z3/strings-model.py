from z3 import *

x, y = Strings("x y")
s = Solver()
s.add(Concat(x, y) == "hello", Length(x) == 2)
print(s.check())
m = s.model()
print(m[x], m[y], m.eval(x + y))

# Prints:
# sat
# "he" "llo" "hello"
