from z3 import *

x, n, p = String("x"), Int("n"), Bool("p")
print(x.sort(), n.sort(), p.sort(), Re("a").sort())
print(x.sort() == StringSort(), n.sort() == IntSort(), p.sort() == BoolSort(), n.sort() == p.sort())
print(n.sort().name(), p.sort().name(), n.sort().kind() == Z3_INT_SORT, p.sort().kind() == Z3_BOOL_SORT)

# Prints:
# String Int Bool ReSort(String)
# True True True False
# Int Bool True True
