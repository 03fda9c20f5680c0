from z3 import *

n, m = Ints("n m")
p, q = Bools("p q")
print(is_and(And(p, q)), is_or(Or(p, q)), is_not(Not(p)), is_implies(Implies(p, q)), is_eq(n == m))
print(is_distinct(n != m), is_add(n + m), is_sub(n - m), is_mul(n * m), is_mod(n % m), is_idiv(n / m))
print(is_le(n <= m), is_lt(n < m), is_ge(n >= m), is_gt(n > m), is_and(Or(p, q)), is_le(n < m))

# Prints:
# True True True True True
# True True True True True True
# True True True True False False
