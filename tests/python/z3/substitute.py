from z3 import *

a, b = Ints("a b")
t = a + b * 2
print(substitute(t, (a, IntVal(5))))
print(simplify(substitute(t, (a, IntVal(5)), (b, IntVal(7)))))
print(substitute(t, (a, b), (b, a)))

# Prints:
# 5 + b*2
# 19
# b + a*2
