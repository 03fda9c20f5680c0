from z3 import *

fs = parse_smt2_string('(declare-const x Int) (assert (> x 0)) (assert (< x 2))')
print(len(fs), fs[0], fs[1])
s = Solver()
s.add(fs)
print(s.check(), s.model())

# Prints:
# 2 x > 0 x < 2
# sat [x = 1]
