from z3 import *

x, y = Strings("x y")
p, q = Bools("p q")
n = Int("n")
print((x + y).decl().name(), Length(x).decl().name(), And(p, q).decl().name(), (n + 1).decl().name())
print(PrefixOf(x, y).decl().name(), InRe(x, Re("a")).decl().name(), If(p, n, 1).decl().name(), (-n).decl().name())

# Prints:
# str.++ str.len and +
# str.prefixof str.in_re if -
