from z3 import *

x, n = String("x"), Int("n")
for make in (lambda: x == n, lambda: If(Bool("p"), x, n), lambda: Length(n), lambda: And(n, Bool("p"))):
    try:
        make()
        print("made")
    except Z3Exception as e:
        print("Z3Exception")

# Prints:
# Z3Exception
# Z3Exception
# Z3Exception
# Z3Exception
