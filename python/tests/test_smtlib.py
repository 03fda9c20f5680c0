"""SMT-LIB text in and out."""

import os
import signal
import threading
import time

import pytest

from strsmt import *

SCRIPT = """; a comment
(set-logic QF_SLIA)
(declare-const x String)
(declare-fun |a b| () Bool)
(define-fun digits () RegLan (re.+ (re.range "0" "9")))
(assert (str.in_re x digits))
(push 1)
(assert (= x "gone"))
(check-sat)
(pop 1)
(assert (! (= |a b| (= (str.len x) 3)) :named n))
(check-sat)
"""


def test_terms():
    x, n = String("x"), Int("n")
    assert parse_term("x").eq(x) and parse_term('(str.++ x "a\\u{fc}")').eq(x + "aü")
    assert parse_term("(let ((y (str.len x))) (+ y n y))").eq(Sum(Length(x), n, Length(x)))
    assert parse_term("(- 100000000000000000000000)").value == -(10**23)
    for term in (InRe(x, Loop("a", 2, 3) | ~Range("a", "c")), If(n > 2, x[0], "é\\"), Distinct(x, "a", x + "b")):
        assert parse_term(term.sexpr()).eq(term)
    other = Context()
    assert parse_term('"a"', ctx=other).context is other


def test_mistakes():
    String("x")
    with pytest.raises(ParseError, match="line 2 column 5") as raised:
        parse_term("(str.++ x\n   (str.l x))")
    assert (raised.value.line, raised.value.column, raised.value.token) == (2, 5, "str.l")
    assert isinstance(raised.value, ValueError)
    with pytest.raises(StrsmtError):
        parse_term("")
    with pytest.raises(ArgumentError, match="surrogate"):
        parse_term("\ud800")
    with pytest.raises(ParseError):
        parse_smt2_string("(assert y)")
    assert parse_term("x").name == "x", "the context works on"


def test_assertions_of_scripts(tmp_path):
    found = parse_smt2_string(SCRIPT)
    x = String("x")
    assert len(found) == 2 and found[0].eq(InRe(x, Plus(Range("0", "9")))) and found[1].eq(Bool("a b") == (Length(x) == 3))
    (tmp_path / "s.smt2").write_text(SCRIPT)
    assert [a.sexpr() for a in parse_smt2_file(tmp_path / "s.smt2")] == [a.sexpr() for a in found]
    s = Solver().from_string(SCRIPT).add(Bool("a b"))
    assert s.check() == sat and len(str(s.model()[x])) == 3
    assert len(Solver().from_file(tmp_path / "s.smt2").assertions()) == 2
    again = Solver().from_string(Solver().add(found).to_smt2())
    assert [a.sexpr() for a in again.assertions()] == [a.sexpr() for a in found]


def test_declarations_from_outside():
    x, y = Strings("x y")
    found = parse_smt2_string("(assert (= a b))", decls={"a": x, "b": y + "c"})
    assert found[0].eq(x == y + "c")
    with pytest.raises(ArgumentError, match="another context"):
        parse_smt2_string("(assert (= a b))", decls={"a": x, "b": String("b", ctx=Context())})


def test_scripts_that_run():
    assert run_smt2_string(SCRIPT) == "unsat\nsat\n"
    assert run_smt2_string("(echo \"ü\")") == '"ü"\n'
    with pytest.raises(ParseError, match="line 2") as raised:
        run_smt2_string("(check-sat)\n(assert 5)\n(check-sat)")
    assert raised.value.output.startswith("sat\n") and raised.value.output.count("sat\n") == 1
    assert run_smt2_string("(declare-const x String) (assert (str.in_re x ((_ re.^ 300) re.allchar))) (check-sat)",
                           steps=5) == "unknown\n"


def test_control_c_in_a_script():
    holes = range(11)
    lines = [f"(declare-const p{i}_{j} Bool)" for i in range(12) for j in holes]
    lines += [f"(assert (or {' '.join(f'p{i}_{j}' for j in holes)}))" for i in range(12)]
    lines += [f"(assert (not (and p{i}_{j} p{k}_{j})))" for j in holes for i in range(12) for k in range(i)]
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_smt2_string("\n".join(lines) + "(check-sat)", timeout=60)
    assert time.monotonic() - started < 5
