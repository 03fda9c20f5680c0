from z3 import *

x = Int("x")
print(bool(x == x), bool(IntVal(2) == IntVal(2)), bool(x == Int("y")))
try:
    bool(x > 1)
except Z3Exception as e:
    print("error", "cast" in str(e))

# Prints:
# True True False
# error True
