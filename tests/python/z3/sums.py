from z3 import *

a, b, c = Ints("a b c")
print(Sum(a, b, c), Sum([a, b]), Sum([]), Product(a, b), Product([a, b, c]), Sum(a, 2))

# Prints:
# a + b + c a + b 0 a*b a*b*c a + 2
