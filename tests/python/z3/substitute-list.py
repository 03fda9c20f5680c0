from z3 import *

x, y = Strings("x y")
t = And(Contains(x, "a"), PrefixOf(x, y))
print(substitute(t, [(x, StringVal("b")), (y, x)]))

# Prints:
# And(Contains("b", "a"), PrefixOf("b", x))
