from z3 import *

x, y = Strings("x y")
n = Int("n")
print(Concat(x, "a"), Length(x + y) > n)
print(IndexOf(x, "a", 0), Replace(x, "a", "b"))
print(SubString(x, 0, n), x.at(0), Contains(x, y))

# Prints:
# Concat(x, "a") Length(Concat(x, y)) > n
# IndexOf(x, "a", 0) Replace(x, "a", "b")
# str.substr(x, 0, n) At(x, 0) Contains(x, y)
