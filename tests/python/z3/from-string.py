from z3 import *

s = Solver()
s.from_string('(declare-const x String) (assert (= (str.len x) 1)) (assert (str.in_re x (str.to_re "q")))')
print(s.check(), s.model()[s.model().decls()[0]])

# Prints:
# sat "q"
