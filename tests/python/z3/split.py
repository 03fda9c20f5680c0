from z3 import *

line, key, value = Strings("line key value")
s = Solver()
s.add(line == "name: Bob", line == Concat(key, ": ", value), Not(Contains(key, ":")))
print(s.check(), s.model()[key], s.model()[value])

# Prints:
# sat "name" "Bob"
