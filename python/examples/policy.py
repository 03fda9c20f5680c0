"""Does a new rule let through a path that the old one did not? The answer is a path, or a proof that there is none."""

from strsmt import *

name = Plus(Range("a", "z"))
old = Concat("/home/", name, Star(Concat("/", name)))
path = String("path")


def compare(title, new):
    solver = Solver(proof=True).add(InRe(path, new), Not(InRe(path, old)))
    answer = solver.check(timeout=60)
    if answer == sat:
        print(f"{title}: allows {solver.model()[path]}")
    elif answer == unsat:
        check_proof(solver.to_smt2(), solver.proof())  # raises ProofError if it does not hold
        print(f"{title}: allows nothing new (proved)")
    else:
        print(f"{title}: unknown ({solver.reason_unknown()})")


compare("two levels at most", Concat("/home/", name, Option(Concat("/", name))))
compare("any directory", Concat("/", name, Star(Concat("/", name))))

# Prints:
# two levels at most: allows nothing new (proved)
# any directory: allows /a
