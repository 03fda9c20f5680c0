from z3 import *

print(simplify(IntVal(2) + 3), simplify(Length(StringVal("hello"))), simplify(Concat(StringVal("a"), StringVal("b"))))
print(simplify(IntVal(7) / 2), simplify(IntVal(7) % 2), simplify(IntVal(-7) / 2), simplify(IntVal(-7) % 2))
print(simplify(IntVal(3) < 4), simplify(StringVal("a") == "b"))

# Prints:
# 5 5 "ab"
# 3 1 -4 1
# True False
