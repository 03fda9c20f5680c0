from z3 import *

r = Union(Re("a"), Star(Re("b")))
print(r)
print(Plus(r), Option(Re("a")), Intersect(Re("a"), Re("b")))
print(Loop(Re("a"), 2, 5), Loop(Re("a"), 3))

# Prints:
# Union(Re("a"), Star(Re("b")))
# Plus(Union(Re("a"), Star(Re("b")))) Option(Re("a")) Intersect(Re("a"), Re("b"))
# Loop(Re("a"), 2, 5) Loop(Re("a"), 3)
