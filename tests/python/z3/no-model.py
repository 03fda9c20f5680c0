from z3 import *

x = Int("x")
s = Solver()
s.add(x > 1, x < 1)
print(s.check())
try:
    s.model()
except Z3Exception as e:
    print("model" in str(e))

# Prints:
# unsat
# True
