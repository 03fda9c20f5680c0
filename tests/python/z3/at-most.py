from z3 import *

ps = Bools("a b c d")
s = Solver()
s.add(AtMost(*ps, 2), AtLeast(*ps, 2), ps[0], Not(ps[1]), Not(ps[2]))
print(s.check(), s.model()[ps[3]])

# Prints:
# sat True
