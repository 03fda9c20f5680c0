from z3 import *

inp, out = Strings("inp out")
s = Solver()
s.add(out == Replace(inp, "<", "&lt;"), Contains(out, "<"), Length(inp) == 2)
print(s.check(), s.model()[inp])

# Prints:
# sat "<<"
