from z3 import *

x = String("x")
s = Solver()
s.add(x == "hello world")
s.check()
m = s.model()
print(m.eval(Length(x)), m.eval(IndexOf(x, "o", 5)), m.eval(SubString(x, 6, 5)), m.eval(Contains(x, "xyz")))
print(m.eval(StrToInt(x)), m.eval(Replace(x, "l", "L")), m.eval(x.at(4)))

# Prints:
# 11 7 "world" False
# -1 "heLlo world" "o"
