import z3 as smt
x = smt.String("x")
s = smt.Solver()
s.add(smt.InRe(x, smt.Plus(smt.Re("ab"))), smt.Length(x) == 4)
print(s.check(), s.model()[x])

# Prints:
# sat "abab"
