"""Questions in one line, answered in print."""

from __future__ import annotations

from typing import Optional

from .core import Not
from .errors import StrsmtError
from .proof import check_proof, find_checker
from .solver import Solver, sat, unknown
from .terms import BoolLike


def solve(*terms: BoolLike, timeout: Optional[float] = None) -> None:
    """Prints values that make the terms true, or that there are none.

    >>> from strsmt import Length, String
    >>> x = String("x")
    >>> solve(x[0] == "a", Length(x) == 1)
    [x = "a"]
    >>> solve(x == "a", x == "b")
    no solution
    """
    solver = Solver().add(*terms)
    answer = solver.check(timeout=timeout)
    if answer is unknown:
        print(f"failed to solve: {solver.reason_unknown()}")
    else:
        print(solver.model() if answer is sat else "no solution")


def prove(claim: BoolLike, timeout: Optional[float] = None) -> None:
    """Prints whether the claim is always true, or values for which it is not. The proof has been checked, where there
    is a strsmt-check (see `check_proof`); where there is none, that is said.

    >>> from strsmt import Implies, Length, String
    >>> x = String("x")
    >>> prove(Implies(x == "ab", Length(x) == 2))
    proved
    >>> prove(Length(x) > 0)
    counterexample
    [x = ""]
    """
    solver = Solver(proof=True).add(Not(claim))
    answer = solver.check(timeout=timeout)
    if answer is unknown:
        print(f"failed to prove: {solver.reason_unknown()}")
    elif answer is sat:
        print("counterexample", solver.model(), sep="\n")
    else:
        try:
            find_checker()
        except StrsmtError:
            print("proved (not checked: there is no strsmt-check in PATH)")
            return
        check_proof(solver.to_smt2(), str(solver.proof()), timeout)
        print("proved")
