# z3: 4.12
from z3 import *

x = String("x")
s = Solver()
s.add(StrToCode(x) == 65)
print(s.check(), s.model()[x], simplify(StrFromCode(IntVal(98))))

# Prints:
# sat "A" "b"
