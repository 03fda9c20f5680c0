from z3 import *

ps = Bools("a b c")
s = Solver()
s.add(Xor(Xor(ps[0], ps[1]), ps[2]), ps[0] == ps[1])
print(s.check(), s.model()[ps[2]])

# Prints:
# sat True
