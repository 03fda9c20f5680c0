from z3 import *

def walk(t, depth=0):
    print("  " * depth + str(t.decl()), t.num_args())
    for child in t.children():
        walk(child, depth + 1)


n, m = Ints("n m")
walk(And(n + m > 3, Or(n == 1, Not(m < n))))

# Prints:
# And 2
#   > 2
#     + 2
#       n 0
#       m 0
#     Int 0
#   Or 2
#     == 2
#       n 0
#       Int 0
#     Not 1
#       < 2
#         m 0
#         n 0
