from z3 import *

x, y, z = Ints("x y z")
print(x in [y, x], z in [x, y], [y, x].index(x))

# Prints:
# True False 1
