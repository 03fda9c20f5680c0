"""Which of several claims about version numbers contradict each other?"""

from strsmt import *

number = Union("0", Concat(Range("1", "9"), Star(Range("0", "9"))))
version = String("version")
claims = {
    "is a version": InRe(version, number + "." + number + "." + number),
    "is stable": Not(PrefixOf("0.", version)),
    "ends in a zero": SuffixOf(".0", version),
    "starts with a zero": PrefixOf("0", version),
}
named = {Bool(name): claim for name, claim in claims.items()}
solver = Solver(proof=True).add([Implies(p, claim) for p, claim in named.items()])
if solver.check(*named, timeout=60) == unsat:
    print("contradict each other:", ", ".join(p.name for p in solver.unsat_core()))
    print("proved queries:", check_proof(solver.to_smt2(), solver.proof()))

# Prints:
# contradict each other: is a version, is stable, starts with a zero
# proved queries: [1]
