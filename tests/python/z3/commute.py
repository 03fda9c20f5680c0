from z3 import *

x = String("x")
s = Solver()
s.add(x + "ab" == "ba" + x, Length(x) == 3)
print(s.check(), s.model()[x])

# Prints:
# sat "bab"
