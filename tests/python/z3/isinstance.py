from z3 import *

x, n, p = String("x"), Int("n"), Bool("p")
print(isinstance(x, SeqRef), isinstance(n, ArithRef), isinstance(p, BoolRef), isinstance(IntVal(1), IntNumRef))
print(isinstance(Re("a"), ReRef), isinstance(n, ExprRef), isinstance(n.decl(), FuncDeclRef), isinstance(n.sort(), SortRef))
print(isinstance(n, BitVecRef), isinstance(n, QuantifierRef), isinstance(p, ArrayRef))

# Prints:
# True True True True
# True True True True
# False False False
