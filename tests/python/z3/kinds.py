from z3 import *

x, y = Strings("x y")
n, m = Ints("n m")
p = Bool("p")
print((x + y).decl().kind() == Z3_OP_SEQ_CONCAT, (n + m).decl().kind() == Z3_OP_ADD)
print(Not(p).decl().kind() == Z3_OP_NOT, x.decl().kind() == Z3_OP_UNINTERPRETED, (n < m).decl().kind() == Z3_OP_LT)
print(is_app_of(n + m, Z3_OP_ADD), is_app_of(n + m, Z3_OP_MUL), (n == m).decl().kind() == Z3_OP_EQ)

# Prints:
# True True
# True True True
# True False True
