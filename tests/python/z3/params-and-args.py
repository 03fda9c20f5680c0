from z3 import *

n = Int("n")
t = n + 5
print(t.arg(0), t.arg(1), t.num_args(), t.children(), t.arg(1).as_long(), t.decl().arity())
print(t.decl().domain(0), t.decl().range(), n.decl()(), n.decl().sexpr())

# Prints:
# n 5 2 [n, 5] 5 2
# Int Int n (declare-fun n () Int)
