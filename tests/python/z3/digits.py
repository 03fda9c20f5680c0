from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Plus(Range("0", "9"))), Length(x) == 4)
print(s.check())
text = s.model()[x].as_string()
print(len(text), text.isdigit())

# Prints:
# sat
# 4 True
