from z3 import *

x = String("x")
s = Solver()
s.add(Length(x) == 2, x.at(0) == "p", x.at(1) == "q")
print(s.check(), s.model()[x])

# Prints:
# sat "pq"
