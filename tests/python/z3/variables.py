from z3 import *

def variables(t, found):
    if is_const(t) and t.decl().kind() == Z3_OP_UNINTERPRETED:
        found.add(str(t))
    for child in t.children():
        variables(child, found)
    return found


x, y = Strings("x y")
n = Int("n")
print(sorted(variables(And(Contains(x, y), Length(x) > n), set())))

# Prints:
# ['n', 'x', 'y']
