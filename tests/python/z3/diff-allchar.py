# z3: 4.12
from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Diff(AllChar(ReSort(StringSort())), Range("\u0000", "y"))), InRe(x, Range("a", "z")))
print(s.check(), s.model()[x])

# Prints:
# sat "z"
