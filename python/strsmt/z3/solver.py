"""Solvers and models with the methods that z3's have."""

from __future__ import annotations

import os
import time
from typing import Any, Dict, Iterator, List, Optional, Tuple

from .. import core, smtlib
from .. import solver as strsmt_solver
from ..context import Context
from ..errors import StateError
from ..model import evaluate
from ..script import script
from ..terms import Kind, Sort, Term
from .make import And, Implies, Not, defined, is_not, substitute
from .params import MEANT, Parameters, ParamsRef, everywhere
from .show import list_of, text_of
from .terms import (BoolRef, ExprRef, FuncDeclRef, SortRef, Z3Exception, arguments, constant, expr, get_ctx, lifted,
                    of_sort)


class CheckSatResult:
    """sat, unsat or unknown."""

    __slots__ = ("answer",)

    def __init__(self, answer: strsmt_solver.Answer) -> None:
        self.answer = answer

    @property
    def r(self) -> int:
        """1, -1 or 0."""
        return {"sat": 1, "unsat": -1}.get(self.answer.name, 0)

    def __deepcopy__(self, memo: object) -> CheckSatResult:
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CheckSatResult) and self.answer is other.answer

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.answer)

    def __repr__(self) -> str:
        return self.answer.name


sat, unsat, unknown = map(CheckSatResult, (strsmt_solver.sat, strsmt_solver.unsat, strsmt_solver.unknown))
_RESULTS = {strsmt_solver.sat: sat, strsmt_solver.unsat: unsat, strsmt_solver.unknown: unknown}


class AstVector(List[Any]):
    """A list of terms."""

    def push(self, value: Any) -> None:
        """Appends."""
        self.append(value)

    def size(self) -> int:
        """Its length."""
        return len(self)

    def sexpr(self) -> str:
        """As SMT-LIB writes it."""
        return "(ast-vector" + "".join(f"\n  {a.sexpr()}" for a in self) + ")"

    def translate(self, target: Context) -> AstVector:
        """The same terms in another context."""
        return AstVector(a.translate(target) for a in self)

    def __contains__(self, value: object) -> bool:
        return any(a.eq(value) for a in self)

    def __repr__(self) -> str:
        return list_of(self, [repr(a) for a in self])


class Statistics:
    """Counters by name."""

    def __init__(self, counters: Dict[str, Any]) -> None:
        self.counters = counters

    def keys(self) -> List[str]:
        """The names."""
        return list(self.counters)

    def get_key_value(self, key: str) -> Any:
        """The counter of that name."""
        if key not in self.counters:
            raise Z3Exception("unknown key")
        return self.counters[key]

    def __getattr__(self, name: str) -> Any:
        key = name.replace("_", " ")
        counters = object.__getattribute__(self, "counters")
        if name in counters or key in counters:
            return counters.get(name, counters.get(key))
        raise AttributeError(name)

    def __len__(self) -> int:
        return len(self.counters)

    def __getitem__(self, i: int) -> Tuple[str, Any]:
        return list(self.counters.items())[i]

    def __repr__(self) -> str:
        return "(" + "\n ".join(f":{k} {v}" for k, v in self.counters.items()) + ")"


class ModelRef:
    """Values of constants; `m[x]` is a term, or None where the model says nothing of x."""

    def __init__(self, literals: Dict[Term, Term], ctx: Context) -> None:
        self._literals, self.ctx = literals, ctx

    def decls(self) -> List[FuncDeclRef]:
        """The declarations of the constants that have values."""
        return [FuncDeclRef(c) for c in self._literals if c not in defined]

    def __len__(self) -> int:
        return len(self.decls())

    def __iter__(self) -> Iterator[FuncDeclRef]:
        return iter(self.decls())

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, int):
            if not -len(self) <= index < len(self):
                raise IndexError(index)
            return self.decls()[index]
        if isinstance(index, str):
            return next((expr(v) for c, v in self._literals.items() if FuncDeclRef(c).name() == index), None)
        if isinstance(index, SortRef):
            raise Z3Exception("a model has no universe: there are no uninterpreted sorts here")
        if isinstance(index, (FuncDeclRef, ExprRef)) and index.term.kind == Kind.CONSTANT:
            value = self._literals.get(index.term)
            return None if value is None else expr(value)
        raise Z3Exception("Integer, Z3 declaration, or Z3 constant expected")

    def get_interp(self, decl: Any) -> Any:
        """The value of a constant, or None."""
        return self[decl]

    def eval(self, t: Any, model_completion: bool = False) -> Any:
        """The value of a term. Constants of which the model says nothing stay, without `model_completion`."""
        term = lifted(t, self.ctx).term
        if model_completion or all(c in self._literals for c in _constants(term)):
            constants: Any = self._literals
            value: Any = evaluate(term, constants)
            return expr(value) if isinstance(value, Term) else of_sort(_escaped(value), term.sort, self.ctx)
        pairs = [(expr(c), expr(v)) for c, v in self._literals.items()]
        return expr(core.simplify(substitute(expr(term), *pairs).term))

    evaluate = eval

    def sexpr(self) -> str:
        """The values as SMT-LIB writes them."""
        lines = [f"(define-fun {c.sexpr()} () {expr(c).sort().sexpr()}\n  {v.sexpr()})"
                 for c, v in self._literals.items() if c not in defined]
        return "\n".join(lines) + "\n" * bool(lines)

    def num_sorts(self) -> int:
        """0: there are no uninterpreted sorts."""
        return 0

    def sorts(self) -> List[Any]:
        """None: there are no uninterpreted sorts."""
        return []

    def translate(self, target: Context) -> ModelRef:
        """The same in another context."""
        moved = {expr(c).translate(target).term: expr(v).translate(target).term for c, v in self._literals.items()}
        return ModelRef(moved, target)

    def __copy__(self) -> ModelRef:
        return ModelRef(dict(self._literals), self.ctx)

    def __deepcopy__(self, memo: object) -> ModelRef:
        return self.__copy__()

    def __repr__(self) -> str:
        rows = [f"{FuncDeclRef(c)!r} = {text_of(v)}" for c, v in self._literals.items() if c not in defined]
        return list_of(rows, rows)

    def _repr_html_(self) -> str:
        from ..show import html_table

        return html_table(((FuncDeclRef(c).name(), text_of(v)) for c, v in self._literals.items() if c not in defined),
                          ("constant", "value"))


def _escaped(value: Any) -> Any:
    """What becomes the same text again where escapes are read."""
    return value.replace("\\", "\\u{5c}") if isinstance(value, str) else value


def _constants(root: Term) -> List[Term]:
    found: List[Term] = []
    seen, stack = {root._id}, [root]
    while stack:
        term = stack.pop()
        if term.kind == Kind.CONSTANT:
            found.append(term)
        for child in term.children():
            if child._id not in seen:
                seen.add(child._id)
                stack.append(child)
    return found


class Solver:
    """Assertions, and the search for values that make them true. Each has a solver of strsmt, `inner`."""

    def __init__(self, solver: Any = None, ctx: Optional[Context] = None, logFile: Any = None) -> None:
        self.ctx = get_ctx(ctx)
        self._parameters = Parameters()
        self._parameters.values.update(everywhere.values)
        self._names: Dict[Term, Any] = {}
        self._make()

    def _make(self) -> None:
        proof, seed = bool(self._parameters.get("proof", False)), self._parameters.get("random_seed", 0)
        self.inner = strsmt_solver.Solver(proof=proof, seed=seed, ctx=self.ctx)
        self._defined: List[Dict[Term, bool]] = [{}]

    def set(self, *args: Any, **keys: Any) -> None:
        """Sets parameters: set("timeout", 500) or set(timeout=500), in milliseconds."""
        before = dict(self._parameters.values)
        self._parameters.update(args, keys)
        values = self._parameters.values
        if any(before.get(n) != values.get(n) for n in ("proof", "random_seed")):
            if self.inner.assertions() or self.inner.num_scopes():
                raise Z3Exception("the parameters proof and random_seed must be set before anything is asserted")
            self._make()

    def help(self) -> None:
        """Prints the parameters that mean something here."""
        for name, meaning in MEANT.items():
            print(f"{name}: {meaning}")

    def param_descrs(self) -> Dict[str, str]:
        """The parameters that mean something here."""
        return dict(MEANT)

    # ---- assertions

    def _define(self, terms: List[Term]) -> None:
        """Asserts what is to hold of constants that stand for terms (make.defined)."""
        if not defined:
            return
        for c in [c for t in terms for c in _constants(t) if c in defined]:
            if not any(c in level for level in self._defined):
                self._defined[-1][c] = True
                rule: Any = defined[c][1]
                self._define([t for t in _constants(rule) if not t.eq(c)])
                self.inner.add(rule)

    def assert_exprs(self, *args: Any) -> None:
        """Asserts terms, or one list of them."""
        terms = [of_sort(a, Sort.BOOL, self.ctx).term for a in arguments(args)[0]]
        self._define(terms)
        for term in terms:
            self.inner.add(term)

    def add(self, *args: Any) -> None:
        """Asserts terms, or one list of them."""
        self.assert_exprs(*args)

    append = insert = add

    def __iadd__(self, fml: Any) -> Solver:
        self.add(fml)
        return self

    def assert_and_track(self, a: Any, p: Any) -> None:
        """Asserts a term under a name, a Bool constant or a `str`: see `unsat_core`."""
        name = expr(constant(p, Sort.BOOL, self.ctx)) if isinstance(p, str) else p
        if not isinstance(name, BoolRef) or name.term.kind != Kind.CONSTANT:
            raise Z3Exception("a tracked assertion is named by a Boolean constant")
        term = of_sort(a, Sort.BOOL, self.ctx).term
        self._define([term])
        self.inner.assert_and_track(term, name.term)

    def push(self) -> None:
        """Opens a level."""
        self.inner.push()
        self._defined.append({})

    def pop(self, num: int = 1) -> None:
        """Forgets what was asserted in the last levels."""
        self.inner.pop(num)
        del self._defined[len(self._defined) - num :]

    def num_scopes(self) -> int:
        """The number of levels that are open."""
        return self.inner.num_scopes()

    def reset(self) -> None:
        """Forgets everything that was asserted."""
        self.inner.reset()
        self._defined = [{}]

    def __enter__(self) -> Solver:
        self.push()
        return self

    def __exit__(self, *_: object) -> None:
        self.pop()

    def assertions(self) -> AstVector:
        """What is asserted."""
        return AstVector(expr(a) for a in self.inner.assertions())

    def units(self) -> AstVector:
        """The assertions that are literals."""
        return AstVector(a for a in self.assertions() if _is_unit(a))

    def non_units(self) -> AstVector:
        """The assertions that are no literals."""
        return AstVector(a for a in self.assertions() if not _is_unit(a))

    def from_file(self, filename: Any) -> None:
        """Asserts what the script in a file asserts."""
        self.inner.from_file(filename)

    def from_string(self, s: str) -> None:
        """Asserts what an SMT-LIB script asserts."""
        self.inner.from_string(s)

    # ---- answers

    def check(self, *assumptions: Any) -> CheckSatResult:
        """Can everything be true together?"""
        terms = [of_sort(a, Sort.BOOL, self.ctx).term for a in arguments(assumptions)[0]]
        if defined:
            self._define(terms)
        return _RESULTS[self.inner.check(*terms, **self._parameters.limits())]

    def model(self) -> ModelRef:
        """After sat: the values found."""
        try:
            return ModelRef(dict(self.inner.model()._literals), self.ctx)
        except StateError:
            raise Z3Exception("model is not available") from None

    def unsat_core(self) -> AstVector:
        """After unsat: assumptions and names that are enough for it."""
        if not self._parameters.get("core.minimize", False):
            return AstVector(expr(t) for t in self.inner.unsat_core())
        failed = {t: True for t in self.inner.unsat_core()}
        return AstVector(expr(t) for t in self.inner.minimal_core(**self._parameters.limits()).terms if t in failed)

    def consequences(self, assumptions: Any, variables: Any) -> Tuple[CheckSatResult, List[Any]]:
        """What values the constants must have under the assumptions: implications."""
        answer = self.check(*assumptions)
        if answer != sat:
            return answer, []
        model, found = self.model(), []
        for x in variables:
            value = model.eval(x, model_completion=True)
            fact = (x if value.term.kind == Kind.TRUE else Not(x)) if isinstance(x, BoolRef) else x == value
            if self.check(*assumptions, Not(fact)) == unsat:
                core_terms = [c for c in self.unsat_core() if any(c.eq(a) for a in assumptions)]
                found.append(Implies(And(core_terms) if len(core_terms) != 1 else core_terms[0], fact))
        return sat, found

    def proof(self) -> str:
        """The proof of the last unsat as text, which strsmt-check checks; with set_param(proof=True)."""
        proof = self.inner.proof()
        return proof if isinstance(proof, str) else proof.decode()

    def reason_unknown(self) -> str:
        """Why the last answer was unknown."""
        return self.inner.reason_unknown()

    def statistics(self) -> Statistics:
        """Counters."""
        return Statistics(self.inner.statistics())

    def interrupt(self) -> None:
        """Ends the running check, from another thread."""
        self.inner.interrupt()

    # ---- text and copies

    def sexpr(self) -> str:
        """Declarations and assertions as SMT-LIB text."""
        text = script(self.ctx, [("assert", a) for a in self.inner.assertions()])
        return text.split("\n", 1)[1]

    def to_smt2(self) -> str:
        """The script of the assertions, with (check-sat). The one to which proof() belongs is inner.to_smt2()."""
        return script(self.ctx, [("assert", a) for a in self.inner.assertions()] + [("check-sat",)])

    def translate(self, target: Context) -> Solver:
        """A solver with the same assertions in another context."""
        made = Solver(ctx=target)
        made._parameters.values.update(self._parameters.values)
        made._make()
        for a in self.assertions():
            made.add(a.translate(target))
        return made

    def __copy__(self) -> Solver:
        made = Solver(ctx=self.ctx)
        made._parameters.values = dict(self._parameters.values)
        made.inner = self.inner.__copy__()
        made._defined = [dict(level) for level in self._defined]
        return made

    def __deepcopy__(self, memo: object) -> Solver:
        return self.__copy__()

    def __repr__(self) -> str:
        return repr(self.assertions())

    def _repr_html_(self) -> str:
        from ..show import html_table

        return html_table(((repr(a),) for a in self.assertions()), ("assertion",))


def _is_unit(a: Any) -> bool:
    inner = a.arg(0) if is_not(a) else a
    return inner.term.kind not in (Kind.AND, Kind.OR, Kind.IMPLIES, Kind.XOR, Kind.ITE)


LOGICS = ("QF_S", "QF_SLIA", "QF_SNIA", "QF_LIA", "QF_IDL", "QF_NIA", "QF_UF", "QF_BOOL", "ALL", "SAT", "QF_FD")


def SolverFor(logic: str, ctx: Optional[Context] = None, logFile: Any = None) -> Solver:
    """A solver for that logic, if it is one of strings, integers and Booleans."""
    if logic not in LOGICS:
        raise Z3Exception(f"SolverFor: {logic} is no logic of strings, integers and Booleans ({', '.join(LOGICS)})")
    return Solver(ctx=ctx)


def SimpleSolver(ctx: Optional[Context] = None, logFile: Any = None) -> Solver:
    """The same as Solver()."""
    return Solver(ctx=ctx)


def Model(ctx: Optional[Context] = None) -> ModelRef:
    """A model that says nothing."""
    return ModelRef({}, get_ctx(ctx))


# ---- one line


def solve(*args: Any, **keywords: Any) -> None:
    """Prints values that make the terms true, or that there are none."""
    solve_using(Solver(), *args, **keywords)


def solve_using(s: Solver, *args: Any, **keywords: Any) -> None:
    """The same with a solver that is there."""
    show = keywords.pop("show", False)
    s.set(**keywords)
    s.add(*args)
    if show:
        print(s)
    answer = s.check()
    if answer == unsat:
        print("no solution")
    elif answer == unknown:
        print("failed to solve")
    else:
        print(s.model())


def prove(claim: Any, show: bool = False, **keywords: Any) -> None:
    """Prints whether the claim is always true, or values for which it is not."""
    s = Solver()
    s.set(**keywords)
    s.add(Not(claim))
    if show:
        print(s)
    answer = s.check()
    if answer == unsat:
        print("proved")
    elif answer == unknown:
        print("failed to prove")
    else:
        print("counterexample", s.model(), sep="\n")


# ---- SMT-LIB


def _declared(decls: Any) -> Dict[str, Any]:
    return {name: (d if isinstance(d, ExprRef) else d()).term for name, d in (decls or {}).items()}


def parse_smt2_string(s: str, sorts: Any = None, decls: Any = None, ctx: Optional[Context] = None) -> AstVector:
    """The assertions of a script."""
    if sorts:
        raise Z3Exception("parse_smt2_string: there are no sorts of one's own here")
    return AstVector(map(expr, smtlib.parse_smt2_string(s, _declared(decls), get_ctx(ctx))))


def parse_smt2_file(f: Any, sorts: Any = None, decls: Any = None, ctx: Optional[Context] = None) -> AstVector:
    """The assertions of a script in a file."""
    with open(os.fspath(f), encoding="utf-8") as file:
        return parse_smt2_string(file.read(), sorts, decls, ctx)


def args2params(arguments: Any, keywords: Any, ctx: Optional[Context] = None) -> ParamsRef:
    """Names and values as parameters."""
    made = ParamsRef(zip(arguments[::2], arguments[1::2]))
    made.update(keywords)
    return made


started = time.monotonic()
