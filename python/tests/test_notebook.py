"""What people see: tables of notebooks, progress, messages about what cannot be done; copies of solvers."""

import copy
import io
import os
import pickle
import subprocess
import sys

import pytest

import strsmt
import strsmt.z3
from strsmt import *


def test_tables():
    x, n = String("x"), Int("n")
    s = Solver().add(x == "<b>&", n == 3)
    assert s.check() == sat
    assert "<th" in s._repr_html_() and "&lt;b&gt;&amp;" in s._repr_html_() and "<b>" not in s._repr_html_()
    table = s.model()._repr_html_()
    assert table.startswith("<table>") and table.count("<tr>") == 3 and "constant" in table
    s.add(x == "a")
    assert s.check() == unsat
    proof = s.proof()
    assert isinstance(proof, str) and isinstance(proof, Proof) and "<th" in proof._repr_html_()
    assert list(proof.rules().values()) == sorted(proof.rules().values(), reverse=True)


def test_progress():
    out = io.StringIO()
    bar = Progress(timeout=2, file=out)
    bar({"seconds": 1.0, "steps": 999, "conflicts": 1000, "bytes": 2**20})
    bar({"seconds": 4.0, "steps": 10**9, "conflicts": 0, "bytes": 0})
    bar.done()
    bar.done()
    first, second = out.getvalue().split("\r")[1:]
    assert first == "[############............] 1.0 of 2 s  999 steps  1.0k conflicts  1 MB"
    assert second.startswith("[########################] 4.0 of 2 s  1.0G steps") and second.endswith("\n")
    assert len(second) > len(first)  # nothing of the longer line stays
    s = Solver().set_progress(Progress(file=out)).add(Bool("p"))
    assert s.check() == sat


def test_copies_are_independent():
    x, p = String("x"), Bool("p")
    s = Solver().add(x[0] == "a").assert_and_track(Length(x) < 3, "short")
    s.push().add(x != "a").push()
    for t in (copy.copy(s), copy.deepcopy(s)):
        assert t.num_scopes() == 2 and [a.sexpr() for a in t.assertions()] == [a.sexpr() for a in s.assertions()]
        t.add(p, Length(x) == 4)
        assert t.check() == unsat and [c.name for c in t.unsat_core()] == ["short"] and s.check() == sat
        assert t.pop(2).check() == sat and s.num_scopes() == 2 and len(t.assertions()) == 2


def test_model_by_name():
    x, n = String("x"), Int("n")
    s = Solver().add(x == "a", n == 2)
    assert s.check() == sat
    m = s.model()
    assert m["x"] == "a" and m["n"] == 2 and "x" in m and "y" not in m
    with pytest.raises(KeyError):
        m["y"]
    assert m.eval(n + 1, timeout=5) == 3 and evaluate(n + 1, {n: 5}, timeout=5) == 6


def test_pickling_says_what_to_do():
    x = String("x")
    s = Solver().add(x == "a")
    assert s.check() == sat
    for value, hint in ((x, "parse_term"), (s, "from_string"), (s.model(), "items"), (Context(), "Context()"),
                        (strsmt.z3.Int("n"), "parse_smt2_string")):
        with pytest.raises(TypeError, match="pickle") as raised:
            pickle.dumps(value)
        assert hint in str(raised.value)


PROGRAM = """
from strsmt import *
p = Bool("p")
prove(Or(p, ~p))
"""


def test_prove_without_a_checker(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k != "STRSMT_CHECK"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env={**environment, "PATH": str(tmp_path)},
                          capture_output=True, text=True)
    assert done.stdout == "proved (not checked: there is no strsmt-check in PATH)\n", done.stderr


def test_simplify():
    x, n, p = String("x"), Int("n"), Bool("p")
    same = [(n + 0 + n, "(* 2 n)"), (And(p, True, p), "p"), (Length(x + "ab"), "(+ (str.len x) 2)"),
            (n > 1, "(> n 1)"), (x < "a", '(str.< x "a")'), (If(p, x, x), "x"), (IntVal(7) // 0, "(div 7 0)")]
    for term, text in same:
        assert simplify(term).sexpr() == text
        assert Solver().add(term != simplify(term)).check() == unsat
    deep = x
    for i in range(20000):
        deep = deep + "b"
    assert simplify(Length(deep)).sort == Sort.INT
