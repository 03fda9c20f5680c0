from z3 import *

row, a, b = Strings("row a b")
word = Plus(Range("a", "z"))
s = Solver()
s.add(row == Concat(a, ",", b), InRe(a, word), InRe(b, word), row == "ab,cd")
print(s.check(), s.model()[a], s.model()[b])

# Prints:
# sat "ab" "cd"
