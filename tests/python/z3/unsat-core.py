from z3 import *

x = Int("x")
s = Solver()
s.set(unsat_core=True)
s.assert_and_track(x > 0, "positive")
s.assert_and_track(x < 0, "negative")
s.assert_and_track(x != 7, "other")
print(s.check())
print(sorted(str(c) for c in s.unsat_core()))

# Prints:
# unsat
# ['negative', 'positive']
