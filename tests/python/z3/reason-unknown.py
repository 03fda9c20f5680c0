from z3 import *

s = Solver()
s.add(Bool("p"))
print(s.check(), isinstance(s.reason_unknown(), str))

# Prints:
# sat True
