from z3 import *

x = Int("x")
fs = parse_smt2_string("(assert (> y 3))", decls={"y": x})
print(fs)
fs = parse_smt2_string("(assert (> y 3))", decls={"y": x.decl()})
print(fs[0])

# Prints:
# [x > 3]
# x > 3
