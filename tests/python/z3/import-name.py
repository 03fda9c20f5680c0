import z3
x = z3.Int("x")
s = z3.Solver()
s.add(x > 0, z3.Or(x == 1, x == 2), x != 1)
print(s.check() == z3.sat, s.model()[x].as_long())

# Prints:
# True 2
