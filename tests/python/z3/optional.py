from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Concat(Option(Re("-")), Plus(Range("0", "9")))), Length(x) == 1, x != "0", x != "1")
print(s.check())
print(s.model()[x].as_string().isdigit())

# Prints:
# sat
# True
