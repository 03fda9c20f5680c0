# z3: 4.12
from z3 import *

x = String("x")
s = Solver()
s.add(x == "\u00e4b", Length(x) == 2)
print(s.check(), s.model()[x].as_string())

# Prints:
# sat \u{e4}b
