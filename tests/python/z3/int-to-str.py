from z3 import *

n = Int("n")
x = String("x")
s = Solver()
s.add(x == IntToStr(n), n == 305)
print(s.check(), s.model()[x])

# Prints:
# sat "305"
