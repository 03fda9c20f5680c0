from z3 import *

x, n = String("x"), Int("n")
s = Solver()
s.add(Length(x) == n, n > 2, PrefixOf("ab", x))
t = Solver()
t.add(parse_smt2_string(s.to_smt2()))
print(t.check(), len(t.assertions()))
t.add(n < 3)
print(t.check())

# Prints:
# sat 3
# unsat
