from z3 import *

x = String("x")
s = Solver()
s.add(x == "a")
text = s.to_smt2()
print("(assert" in text, "(check-sat)" in text, '(= x "a")' in text)

# Prints:
# True True True
