from z3 import *

a, b = FreshInt(), FreshInt()
c = FreshConst(StringSort(), "text")
print(a.eq(b), a.sort(), c.sort(), str(c).startswith("text!"), FreshBool().sort())

# Prints:
# False Int String True Bool
