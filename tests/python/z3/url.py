from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Concat(Re("http"), Option(Re("s")), Re("://"), Plus(Range("a", "z")), Re(".org"))))
s.add(Length(x) == 13, PrefixOf("https", x))
print(s.check(), s.model()[x].as_string().startswith("https://"))

# Prints:
# sat True
