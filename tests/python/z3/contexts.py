from z3 import *

c = Context()
x = String("x", ctx=c)
s = Solver(ctx=c)
s.add(x == StringVal("a", ctx=c))
print(s.check(), s.model()[x], x.ctx == c, x.ctx == main_ctx())

# Prints:
# sat "a" True False
