from z3 import *

local = Plus(Union(Range("a", "z"), Range("0", "9")))
email = Concat(local, Re("@"), local, Re(".com"))
x = String("x")
s = Solver()
s.add(InRe(x, email), PrefixOf("bob@", x), Length(x) == 9)
print(s.check())
text = s.model()[x].as_string()
print(len(text), text.startswith("bob@"), text.endswith(".com"))

# Prints:
# sat
# 9 True True
