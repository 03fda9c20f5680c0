"""strsmt.z3 beside z3: the programs in tests/python/z3 print what their last comment says, with strsmt.z3 in place of z3
and, where Debian's python3-z3 is installed, with z3 itself. A program whose first line is `# z3: 4.12` needs that
version or a newer one."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import strsmt
import strsmt.z3
from strsmt.z3 import params, terms

TOP = Path(__file__).resolve().parent.parent
FOLDERS = [Path(os.environ.get("STRSMT_SOURCE", TOP.parent)) / "tests" / "python" / "z3"]
PROGRAMS = sorted(p for folder in FOLDERS for p in folder.glob("*.py"))


def expected(text):
    return re.sub(r"(?m)^# ?", "", re.search(r"# Prints:\n((?:#.*\n)+)\Z", text).group(1))


def replaced(text):
    """The program with another import."""
    text = re.sub(r"(?m)^from z3 import", "from strsmt.z3 import", text)
    return re.sub(r"(?m)^import z3( as \w+)?$", lambda m: "import strsmt.z3" + (m.group(1) or " as z3"), text)


def test_there_are_programs():
    assert len(PROGRAMS) >= 150


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda p: p.stem)
def test_program(path):
    """Every unsat on the way has a proof, and that is checked (conftest.py)."""
    text, out = path.read_text(encoding="utf-8"), io.StringIO()
    params.everywhere.values["proof"] = True
    terms._main.clear()  # a program begins with no names
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(replaced(text), str(path), "exec"), {"__name__": "__main__"})
    finally:
        strsmt.z3.reset_params()
    assert out.getvalue() == expected(text)


BESIDE = """
import contextlib, io, json, sys, z3
found = {}
for path in sys.argv[1:]:
    text, out = open(path, encoding="utf-8").read(), io.StringIO()
    if text.startswith("# z3: ") and z3.get_version() < tuple(map(int, text.split()[2].split("."))):
        continue
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(text, path, "exec"), {"__name__": "__main__"})
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=out)
    z3.reset_params()
    found[path] = out.getvalue()
json.dump(found, sys.stdout)
"""


def test_the_same_with_z3():
    if subprocess.run([sys.executable, "-c", "import z3"], capture_output=True).returncode:
        pytest.skip("there is no z3 (Debian: python3-z3)")
    done = subprocess.run([sys.executable, "-c", BESIDE, *map(str, PROGRAMS)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) >= 140
    assert {p: out for p, out in found.items() if out != expected(Path(p).read_text(encoding="utf-8"))} == {}


def test_what_is_not_here_says_so():
    for name in ("BitVec", "Real", "Array", "ForAll", "Function", "Optimize", "Tactic", "Datatype", "Unit"):
        with pytest.raises(strsmt.z3.Z3Exception, match=f"^{name}: strsmt has no "):
            getattr(strsmt.z3, name)("x")
    with pytest.raises(strsmt.z3.Z3Exception, match="SolverFor: QF_BV"):
        strsmt.z3.SolverFor("QF_BV")
    with pytest.raises(strsmt.z3.Z3Exception, match="Extract"):
        strsmt.z3.Extract(7, 0, strsmt.z3.Int("n"))


def test_parameters():
    s = strsmt.z3.Solver()
    s.set("timeout", 250, "rlimit", 10)
    assert s._parameters.limits() == {"timeout": 0.25, "steps": 10}
    s.set(timeout=4294967295)
    assert s._parameters.limits() == {"steps": 10}
    for wrong in ({"timeout": -1}, {"timeout": "soon"}, {"no_such": 1}):
        with pytest.raises(strsmt.z3.Z3Exception):
            s.set(**wrong)
    s = strsmt.z3.Solver()
    s.set("smt.core.minimize", True)
    x = strsmt.z3.Int("x")
    for name, fact in (("a", x > 0), ("b", x < 9), ("c", x < 0)):
        s.assert_and_track(fact, name)
    assert s.check() == strsmt.z3.unsat and len(s.unsat_core()) == 2


def test_proof_of_a_z3_program():
    strsmt.z3.set_param(proof=True)
    try:
        s = strsmt.z3.Solver()
        s.add(strsmt.z3.Bool("p"), strsmt.z3.Not(strsmt.z3.Bool("p")))
        assert s.check() == strsmt.z3.unsat and strsmt.check_proof(s.inner.to_smt2(), s.proof()) == [1]
    finally:
        strsmt.z3.reset_params()


def test_defined_terms_follow_the_levels():
    x, s = strsmt.z3.String("x"), strsmt.z3.Solver()
    last = strsmt.z3.LastIndexOf(x, "a")
    for _ in range(2):
        s.push()
        s.add(x == "abab", last == 1)
        assert s.check() == strsmt.z3.unsat
        s.pop()
    s.add(x == "abab", last == 2)
    assert s.check() == strsmt.z3.sat and len(s.model()) == 1 and repr(last) == 'LastIndexOf(x, "a")'


def test_threads_share_the_main_context():
    import threading

    x, out = strsmt.z3.Int("x"), []
    thread = threading.Thread(target=lambda: out.append(strsmt.z3.Int("x").eq(x)))
    thread.start()
    thread.join()
    assert out == [True]


def test_every_public_name_has_a_docstring():
    from inspect import isclass, isfunction

    for module in (strsmt, strsmt.z3):
        for name in module.__all__:
            value = getattr(module, name)
            if isfunction(value) or isclass(value):
                assert value.__doc__ and value.__doc__.strip(), name
            members = vars(value).items() if isclass(value) and not issubclass(value, (tuple, strsmt.Solver)) else ()
            for member, function in members:
                assert member.startswith("_") or not callable(function) or function.__doc__, f"{name}.{member}"
