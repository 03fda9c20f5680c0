from z3 import *

set_param("timeout", 100000)
set_option(max_depth=50)
set_param(verbose=0)
s = Solver()
s.add(Bool("p"))
print(s.check())

# Prints:
# sat
