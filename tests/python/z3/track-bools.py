from z3 import *

a, b = Bools("a b")
x = String("x")
s = Solver()
s.assert_and_track(x == "1", a)
s.assert_and_track(Length(x) == 2, b)
print(s.check(), sorted([str(c) for c in s.unsat_core()]))

# Prints:
# unsat ['a', 'b']
