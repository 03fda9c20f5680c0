from z3 import *

xs = Strings("a b c")
s = Solver()
s.add(Concat(xs) == "abcdef", Length(xs[0]) == 1, Length(xs[1]) == 2)
print(s.check(), [s.model()[x].as_string() for x in xs])

# Prints:
# sat ['a', 'bc', 'def']
