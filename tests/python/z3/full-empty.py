from z3 import *

x = String("x")
rs = ReSort(StringSort())
s = Solver()
s.add(InRe(x, Full(rs)), Length(x) == 2)
print(s.check(), Full(rs), Empty(rs))
s.add(InRe(x, Empty(rs)))
print(s.check())

# Prints:
# sat Full(ReSort(String)) Empty(ReSort(String))
# unsat
