from z3 import *

x, n, p = String("x"), Int("n"), Bool("p")
print(is_int(n), is_bool(p), is_string(x), is_seq(x), is_re(Re("a")), is_expr(x), is_expr(1), is_const(x))
print(is_int_value(IntVal(1)), is_int_value(n), is_string_value(StringVal("a")), is_string_value(x))
print(is_true(BoolVal(True)), is_false(BoolVal(False)), is_true(p), is_app(n + 1), is_const(n + 1))

# Prints:
# True True True True True True False True
# True False True False
# True True False True False
