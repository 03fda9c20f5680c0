"""What mypy must find out about programs that use the package. It is checked, not run."""

from __future__ import annotations

from typing import Union as Either

from typing_extensions import assert_type

import strsmt
from strsmt import (BoolTerm, Concat, Context, If, InRe, Int, IntTerm, Length, Plus, Range, RegexTerm, Solver, Star,
                    String, StringTerm, check_proof, evaluate, substitute)

x, n = String("x"), Int("n")
assert_type(x, StringTerm)
assert_type(x + "a", StringTerm)
assert_type("a" + x, StringTerm)
assert_type(x[0], StringTerm)
assert_type(x[1:], StringTerm)
assert_type(x < "b", BoolTerm)
assert_type(x == "b", BoolTerm)
assert_type(x != "b", BoolTerm)
assert_type(x.contains("a") & ~x.startswith("b"), BoolTerm)
assert_type(Length(x) + 1, IntTerm)
assert_type(1 - n // 2 % 3, IntTerm)
assert_type(n >= 5, BoolTerm)
assert_type(If(n > 0, n, 0), IntTerm)
assert_type(If(n > 0, x, "a"), StringTerm)
assert_type(Concat(x, "a"), StringTerm)
assert_type(Concat(Star("a"), "b"), RegexTerm)
assert_type(Star("a") | "b", RegexTerm)
assert_type(InRe(x, Plus(Range("0", "9"))), BoolTerm)
assert_type(substitute(x, (x, "a")), StringTerm)

solver = Solver(proof=True).add(x == "a", [n > 0])
with Context() as context, solver:
    assert_type(context, Context)
    assert_type(solver.check(n == 1, timeout=0.5), strsmt.Answer)
assert_type(solver.model()[x], str)
assert_type(solver.model()[n], int)
assert_type(solver.model()[n > 1], bool)
assert_type(solver.model()["x"], Either[str, int, bool, RegexTerm])
assert_type(solver.model().eval(Length(x)), int)
assert_type(evaluate(x, {x: "a"}), str)
assert_type(solver.unsat_core(), "list[BoolTerm]")
assert_type(check_proof(solver.to_smt2(), solver.proof()), "list[int]")

n + "a"  # type: ignore[operator]
x + 1  # type: ignore[operator]
Length(n)  # type: ignore[arg-type]
solver.add(x)  # type: ignore[arg-type]
solver.check(timeout="1")  # type: ignore[arg-type]
