from z3 import *

a, b = Consts("a b", IntSort())
c = Const("c", StringSort())
print(a + b, c + "!", a.sort(), c.sort())
print(Ints("i j"), Bools("p q"), Strings("s t"))

# Prints:
# a + b Concat(c, "!") Int String
# [i, j] [p, q] [s, t]
