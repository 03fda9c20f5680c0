"""The shortest values that a form accepts, one after the other."""

from strsmt import *

password = String("password")
solver = Solver().add(
    Length(password) >= 3,
    InRe(password, Full() + Range("0", "9") + Full()),
    InRe(password, Full() + Range("a", "z") + Full()),
    Not(Contains(password, " ")),
    InRe(password, Star(Range(" ", "~"))),
)
for _ in range(3):
    if solver.check() != sat:
        break
    value = solver.model()[password]
    has = evaluate(Length(password), {password: value})
    print(has, any(c.isdigit() for c in value), any(c.islower() for c in value))
    solver.add(password != value)

# Prints:
# 3 True True
# 3 True True
# 3 True True
