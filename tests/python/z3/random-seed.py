from z3 import *

s = Solver()
s.set("random_seed", 5)
x = String("x")
s.add(x == "a")
print(s.check(), s.model()[x])

# Prints:
# sat "a"
