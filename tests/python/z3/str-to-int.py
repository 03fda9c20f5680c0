from z3 import *

x = String("x")
s = Solver()
s.add(StrToInt(x) == 12, Length(x) == 3)
print(s.check(), s.model()[x])

# Prints:
# sat "012"
