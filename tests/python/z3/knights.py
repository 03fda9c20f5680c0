from z3 import *

a, b = Bools("a b")
s = Solver()
s.add(a == Not(b), b == And(Not(a), Not(b)))
print(s.check(), s.model()[a], s.model()[b])

# Prints:
# sat True False
