from z3 import *

x = String("x")
print(Extract(x, 0, 2), SubSeq(x, 1, 1))
s = Solver()
s.add(x == "hello", Extract(x, 1, 3) == "ell")
print(s.check())

# Prints:
# str.substr(x, 0, 2) str.substr(x, 1, 1)
# sat
