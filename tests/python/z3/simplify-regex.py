from z3 import *

r = Concat(Plus(Range("a", "z")), Re("1"))
for word in ["a1", "1", "abc1", "abc", ""]:
    print(repr(word), simplify(InRe(StringVal(word), r)))

# Prints:
# 'a1' True
# '1' False
# 'abc1' True
# 'abc' False
# '' False
