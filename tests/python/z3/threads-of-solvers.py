from z3 import *

n = Int("n")
solvers = [Solver() for _ in range(3)]
for i, s in enumerate(solvers):
    s.add(n == i)
print([str(s.check()) for s in solvers], [s.model()[n].as_long() for s in solvers])

# Prints:
# ['sat', 'sat', 'sat'] [0, 1, 2]
