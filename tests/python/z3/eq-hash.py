from z3 import *

x, y = Ints("x y")
print(x.eq(Int("x")), x.eq(y), eq(x + y, x + y), (x + y).eq(y + x))
print(x.hash() == Int("x").hash(), x.get_id() == Int("x").get_id(), hash(x) == x.hash())
table = {x: 1, y: 2}
print(table[Int("x")], table[Int("y")], len({x, Int("x"), y}))

# Prints:
# True False True False
# True True True
# 1 2 2
