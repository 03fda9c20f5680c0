from z3 import *

x = String("x")
solve(x + "b" == "ab")
solve(x + "b" == "ac")

# Prints:
# [x = "a"]
# no solution
