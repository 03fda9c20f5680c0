from z3 import *

x = String("x")
s = Solver()
s.add(x == 'say "hi"')
print(s.check(), s.model()[x].as_string(), Length(x))

# Prints:
# sat say "hi" Length(x)
