from z3 import *

n = Int("n")
grade = If(n >= 90, StringVal("A"), If(n >= 80, StringVal("B"), StringVal("C")))
s = Solver()
s.add(grade == "B", n % 10 == 5)
print(s.check(), s.model()[n])

# Prints:
# sat 85
