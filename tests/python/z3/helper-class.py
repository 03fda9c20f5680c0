from z3 import *

class Rule:
    def __init__(self, name, condition):
        self.name, self.condition = name, condition


x = String("x")
rules = [Rule("short", Length(x) < 3), Rule("long", Length(x) > 2), Rule("starts", PrefixOf("a", x))]
for i, a in enumerate(rules):
    for b in rules[:i]:
        s = Solver()
        s.add(a.condition, b.condition)
        print(a.name, b.name, s.check())

# Prints:
# long short unsat
# starts short sat
# starts long sat
