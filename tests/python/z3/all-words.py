from z3 import *

x = String("x")
s = Solver()
s.add(InRe(x, Concat(Union(Re("a"), Re("b")), Option(Re("c")))))
words = set()
while s.check() == sat:
    w = s.model()[x]
    words.add(w.as_string())
    s.add(x != w)
print(sorted(words))

# Prints:
# ['a', 'ac', 'b', 'bc']
