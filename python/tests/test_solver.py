"""Checks, models, cores, proofs. That every unsat is proved is the business of conftest.py."""

import pytest

import strsmt
from strsmt import *


def digits():
    return Plus(Range("0", "9"))


def test_answers():
    x = String("x")
    s = Solver().add(InRe(x, Plus(Range("0", "9"))), Length(x) > 2)
    assert s.check() == sat and s.check() is sat and repr(sat) == str(sat) == "sat"
    assert s.model()[x] == "000" and s.unsats == []
    assert s.add(Length(x) < 2).check() == unsat
    with pytest.raises(TypeError):
        bool(s.check())


def test_model():
    x, p, n = String("x"), Bool("p"), Int("n")
    s = Solver().add(x == "a\u20ac", p, n == -(10**20))
    assert s.check() == sat
    m = s.model()
    assert dict(m) == {x: "a\u20ac", p: True, n: -(10**20)} and len(m) == 3 and x in m and String("y") not in m
    assert m.eval(Length(x) + n) == 2 - 10**20 and m[p] is True
    assert m.eval("a") == "a" and m.eval(And(p, x == "b")) is False
    assert isinstance(m[String("other")], str) and repr(m) == '[x = "a€", p = True, n = -100000000000000000000]'
    s.add(x != "b").push()
    assert m[x] == "a\u20ac" and m.eval(x + x) == "a\u20aca\u20ac", "a model outlives the state of its solver"
    with pytest.raises(StateError, match="no model"):
        s.model()


def test_model_with_surrogate():
    x = String("x")
    s = Solver().add(x == StringVal([0xD800, 0x61]))
    assert s.check() == sat and s.model()[x] == "\ud800a"
    assert s.add(x != StringVal(list(map(ord, s.model()[x])))).check() == unsat


def test_levels():
    x = String("x")
    s = Solver().add(x[0] == "a")
    assert s.check() == sat and s.num_scopes() == 0
    with s:
        assert s.add(PrefixOf("b", x)).check() == unsat and len(s.assertions()) == 2 and s.num_scopes() == 1
    assert s.check() == sat and len(s.assertions()) == 1
    s.push().push().add(x == "b")
    assert s.check() == unsat
    assert s.pop(2).check() == sat
    with pytest.raises(ArgumentError, match="0 levels"):
        s.pop()
    assert s.reset().add(x == "b").check() == sat and s.model()[x] == "b"
    assert s.add(x == "a").check() == unsat


def test_assumptions():
    x, p, q = String("x"), Bool("p"), Bool("q")
    s = Solver().add(Implies(p, x == "a"), Implies(q, x == "b"))
    other = Bool("other")
    assert s.check(other, p, q) == unsat
    core = s.unsat_core()
    assert [c.name for c in core] == ["p", "q"]
    assert s.check(core) == unsat and s.check(p, ~q) == sat and s.model()[x] == "a"
    assert s.check(InRe(x, digits()), PrefixOf("a", x)) == unsat and len(s.unsat_core()) == 2
    assert s.check(False) == unsat and s.check() == sat and s.check([]) == sat
    with pytest.raises(StateError):
        s.unsat_core()


def test_tracked():
    x = String("x")
    s = Solver().assert_and_track(x[0] == "a", "first")
    with s:
        s.assert_and_track(Length(x) == 0, Bool("empty")).add(Bool("other"))
        assert s.check(Bool("more")) == unsat and [c.name for c in s.unsat_core()] == ["first", "empty"]
    assert s.check() == sat and s.model()[x][0] == "a"
    assert s.check(x == "b") == unsat and len(s.unsat_core()) == 2
    assert s.reset().check(x == "b") == sat


def test_minimal_core():
    x, p = String("x"), Bool("p")
    s = Solver().add(Length(x) > 1, InRe(x, digits()), Implies(p, x[0] == "a"), x != "7")
    with pytest.raises(StateError):
        s.minimal_core()
    assert s.check(p, Bool("q")) == unsat
    core = s.minimal_core()
    assert {p.sexpr(), s.assertions()[1].sexpr(), s.assertions()[2].sexpr()} == {t.sexpr() for t in core.terms}
    assert core.minimal and core.checks > 0 and check_proof(core.to_smt2(), core.proof) == [1]
    for left_out in core.terms:
        assert Solver().add(t for t in core.terms if not t.eq(left_out)).check() == sat
    short = s.minimal_core(steps=1)
    assert not short.minimal and short.proof is None and len(short.terms) >= 3
    assert s.unsat_core()[0].eq(p), "the answer stays"
    assert Solver().add(False).check() == unsat
    with pytest.raises(ArgumentError, match="positive"):
        s.minimal_core(timeout=-1)


def test_core_of_nothing():
    s = Solver()
    assert s.check(False) == unsat and len(s.minimal_core().terms) == 1


def test_callbacks():
    x, lines, seen = String("x"), [], []
    s = Solver().set_log(lines.append, level=2).set_progress(seen.append).add(x == "a")
    assert s.check() == sat and lines and all(isinstance(line, str) for line in lines)
    s.set_log(None)
    lines.clear()
    assert s.check() == sat and not lines
    with pytest.raises(ArgumentError, match="level"):
        s.set_log(print, level=3)

    def fail(line):
        lines.append(line)
        with pytest.raises(BusyError):
            s.check()
        if len(lines) == number:
            raise RuntimeError(line)

    for number in (1, 2):  # the first and the last line of a check
        lines.clear()
        s.set_log(fail)
        with pytest.raises(RuntimeError):
            s.check()
        s.set_log(None)
        assert s.check() == sat
    assert s.add(x == "b").check() == unsat


def test_one_line_questions(capsys):
    x = String("x")
    solve(x == "a", x != "b")
    solve(x == "a", x == "b")
    prove(Implies(x == "a", x != "b"))
    prove(x == "a")
    out = capsys.readouterr().out.splitlines()
    assert out[:4] == ['[x = "a"]', "no solution", "proved", "counterexample"] and out[4].startswith("[x = ")


def test_model_as_text():
    x, p = String("a b"), Bool("p")
    s = Solver().add(x == 'q"\\', p)
    assert s.check() == sat and s.model().evaluate(p) is True
    assert s.model().sexpr().split("\n  ") == ["(", '(define-fun |a b| () String "q""\\u{5c}")',
                                               "(define-fun p () Bool true)\n)"]


def test_long_history_has_one_proof():
    x, s = String("x"), Solver(seed=7)
    for round in range(12):
        with s:
            s.add(InRe(x, Concat(str(round), digits())))
            assert s.check() == sat
            assert s.add(SuffixOf("a", x)).check() == unsat
        if round % 4 == 3:
            s.reset()
    assert len(s.unsats) == 12


@pytest.mark.parametrize("form", ["text", "binary", "text-log", "binary-log"])
def test_proofs(form):
    x = String("x")
    s = Solver(proof=form).add(InRe(x, digits()), Contains(x, "a"))
    assert s.check() == unsat
    problem, proof = s.to_smt2(), s.proof()
    assert isinstance(proof, bytes if "binary" in form else str) and check_proof(problem, proof) == [1]
    with pytest.raises(ProofError) as raised:
        check_proof(problem.replace('"a"', '"5"'), proof)
    assert raised.value.code == 2
    with pytest.raises(ProofError) as raised:
        check_proof(problem, proof[:-6])
    assert raised.value.code in (1, 3)


def test_proof_files(tmp_path, monkeypatch):
    s = Solver().add(False)
    assert s.check() == unsat
    (tmp_path / "p.smt2").write_text(s.to_smt2())
    (tmp_path / "p.proof").write_text(s.proof())
    assert check_proof(tmp_path / "p.smt2", tmp_path / "p.proof") == [1]
    monkeypatch.setenv("STRSMT_CHECK", str(tmp_path / "none"))
    with pytest.raises(StrsmtError, match="cannot be run"):
        check_proof(s.to_smt2(), s.proof())
    monkeypatch.delenv("STRSMT_CHECK")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StrsmtError, match="no strsmt-check"):
        check_proof(s.to_smt2(), s.proof())


def test_a_solver_without_proof():
    x = String("x")
    s = strsmt.Solver(proof=False).add(x == "a", x == "b")
    with pytest.raises(StateError, match="proof=True"):
        s.proof()
    with pytest.raises(ArgumentError):
        Solver(proof="drat")
    with pytest.raises(ArgumentError):
        Solver(seed=-1)
    assert s.to_smt2().count("assert") == 2


# formulas that the problem and the proof must write in the same way
ODD = [
    lambda: Distinct(String("x"), String("x"), String("y")),
    lambda: String("a b") != String("a b"),
    lambda: Bool("\u00fc") & ~Bool("\u00fc"),
    lambda: And(String("t!1") == "a" * 50, String("t!1") != "a" * 50),
    lambda: And(InRe(String("x"), Loop(Union("a", "b") + Range("c", "d") + "a long one, to be named", 2, 5)),
                Not(InRe(String("x"), Loop(Union("a", "b") + Range("c", "d") + "a long one, to be named", 2, 5)))),
    lambda: And(String("x") == StringVal([0, 0xD800, 0x2FFFF, 34, 92]), String("x") == "\\u{0}"),
    lambda: -IntVal(5) != IntVal(-5),
    lambda: IntVal(-(10**25)) == IntVal(10**25),
    lambda: Xor(Bool("p"), Bool("p")),
    lambda: ~Implies(Bool("p"), Bool("p")),
]


@pytest.mark.parametrize("make", ODD)
def test_scripts_fit_their_proofs(make):
    s = Solver().add(make())
    assert s.check() == unsat


def test_scripts_of_many_shared_terms():
    x, s = String("x"), Solver()
    regex = Re("a")
    for i in range(12):
        regex = (regex | regex + "b")
    s.add(InRe(x, regex), InRe(x, digits()))
    assert s.check() == unsat


def test_one_name_two_sorts():
    s = Solver().add(String("x") == "a")
    with pytest.raises(SortError, match="the constant x is of sort String"):
        Bool("x")
    with Context():
        assert Solver().add(Bool("x")).check() == sat
    assert s.check() == sat


def test_refused():
    s, x = Solver(), String("x")
    for wrong in (x, 5, "a"):
        with pytest.raises(SortError, match="sort Bool"):
            s.add(wrong)
        with pytest.raises(SortError, match="sort Bool"):
            s.check(wrong)
    with pytest.raises(SortError, match="float"):
        s.add(0.5)
    s.add(x == "a")
    with pytest.raises(ArgumentError, match="another context"):
        s.add(Bool("p", ctx=Context()))
    for limits in ({"timeout": 0}, {"timeout": -1.0}, {"timeout": float("nan")}, {"steps": 1.5}, {"memory": -1}):
        with pytest.raises(ArgumentError, match="positive"):
            s.check(**limits)
    assert len(s.assertions()) == 1 and s.check(False) == unsat


def test_contexts():
    c, d = Context(), Context()
    with c:
        x = String("x")
        with d:
            assert String("x").context is d
        with c:
            assert String("x").eq(x)
    s = Solver()  # its context is that of the first term
    assert s.add(x == "a").check() == sat and s.context is c and s.model()[x] == "a"
    assert Solver(ctx=d).context is d


def test_statistics():
    s = Solver().add(Bool("p"))
    assert s.check() == sat
    found = s.statistics()
    assert s.usable and found["checks"] == 1 and found["bytes"] > 0 and isinstance(found["seconds"], float)
