from z3 import *

ps = Bools("a b c")
s = Solver()
s.add(PbGe([(p, i + 1) for i, p in enumerate(ps)], 6))
print(s.check(), all(is_true(s.model()[p]) for p in ps))

# Prints:
# sat True
