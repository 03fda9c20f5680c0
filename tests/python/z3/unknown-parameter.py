# z3: 4.12
from z3 import *

s = Solver()
try:
    s.set("no_such_parameter", 1)
    print("accepted")
except Z3Exception as e:
    print("no_such_parameter" in str(e))

# Prints:
# True
