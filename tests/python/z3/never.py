from z3 import *

n = Int("n")
print(is_real(n), is_bv(n), is_array(n), is_quantifier(n > 1), is_var(n), is_to_real(n), is_rational_value(n))

# Prints:
# False False False False False False False
