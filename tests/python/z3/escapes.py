# z3: 4.12
from z3 import *

x = String("x")
s = Solver()
s.add(x == StringVal("a\\u{62}c"))
print(s.check(), s.model()[x], StringVal("\\u0061") == "a", simplify(Length(StringVal("\\u{1F600}"))))

# Prints:
# sat "abc" "a" == "a" 1
