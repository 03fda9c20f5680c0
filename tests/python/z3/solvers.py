from z3 import *

x = Int("x")
for make in (Solver, SimpleSolver, lambda: SolverFor("QF_LIA")):
    s = make()
    s.add(x == 1)
    print(s.check(), s)

# Prints:
# sat [x == 1]
# sat [x == 1]
# sat [x == 1]
