from z3 import *

x = String("x")
lower, upper, digit = Range("a", "z"), Range("A", "Z"), Range("0", "9")
anything = Star(Union(lower, upper, digit))
s = Solver()
s.add(InRe(x, anything), Length(x) == 3)
s.add(InRe(x, Concat(anything, lower, anything)), InRe(x, Concat(anything, upper, anything)))
s.add(InRe(x, Concat(anything, digit, anything)))
print(s.check())
text = s.model()[x].as_string()
print(any(c.islower() for c in text), any(c.isupper() for c in text), any(c.isdigit() for c in text))

# Prints:
# sat
# True True True
