import z3
made = []
for name in ("String", "Int", "Bool"):
    made.append(getattr(z3, name)("x_" + name).sort())
print(made)

# Prints:
# [String, Int, Bool]
