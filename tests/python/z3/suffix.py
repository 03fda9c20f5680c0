from z3 import *

x = String("x")
s = Solver()
s.add(SuffixOf(".txt", x), PrefixOf("notes", x), Length(x) == 9)
print(s.check(), s.model()[x])

# Prints:
# sat "notes.txt"
