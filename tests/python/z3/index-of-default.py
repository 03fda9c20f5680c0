from z3 import *

x = String("x")
n = Int("n")
s = Solver()
s.add(x == "key=value", n == IndexOf(x, "="))
print(s.check(), s.model()[n])

# Prints:
# sat 3
