from z3 import *

x = Int("x")
s = Solver()
s.add(x > 1)
text = s.sexpr()
print("(declare-" in text, "(assert (> x 1))" in text, "check-sat" in text)

# Prints:
# True True False
