from z3 import *

x, y = Strings("x y")
prove(Length(x + y) == Length(x) + Length(y))
prove(Implies(PrefixOf(x, y), Length(x) <= Length(y)))
prove(Implies(x + y == "a", Or(x == "", y == "")))

# Prints:
# proved
# proved
# proved
