from z3 import *

x, n = String("x"), Int("n")
print((x + "a").sexpr(), (n + 1 < 5).sexpr(), x.sexpr(), StringVal('say "hi"').sexpr())
print(And(n > 1, x == "b").sexpr(), IntVal(-3).sexpr(), BoolVal(True).sexpr())

# Prints:
# (str.++ x "a") (< (+ n 1) 5) x "say ""hi"""
# (and (> n 1) (= x "b")) (- 3) true
