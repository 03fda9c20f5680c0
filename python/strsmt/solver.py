"""Solvers: assertions, checks, and the evidence for their answers."""

from __future__ import annotations

import enum
import os
from typing import Any, Callable, Iterable, NamedTuple, Optional, Union

from ._strsmt import ffi, lib
from .context import Context, Copier, Handle, current_context
from .core import Bool, Implies, flatten
from .errors import ArgumentError, StateError
from .model import Model
from .proof import Proof
from .script import Entry, script
from .smtlib import parse_smt2_file, parse_smt2_string
from .terms import BoolLike, BoolTerm, Term, lift, wrap
from .watch import Statistics, Watch, counters_of, limits_of


class Answer(enum.Enum):
    """What a check answers. Compare it: `solver.check() == sat`."""

    unknown = lib.STRSMT_UNKNOWN
    sat = lib.STRSMT_SAT
    unsat = lib.STRSMT_UNSAT

    def __repr__(self) -> str:
        return self.name

    __str__ = __repr__

    def __bool__(self) -> bool:
        raise TypeError("compare an answer with sat, unsat or unknown")


sat, unsat, unknown = Answer.sat, Answer.unsat, Answer.unknown


class Core(NamedTuple):
    """Terms that have no model together."""

    terms: list[BoolTerm]  # assumptions, then assertions
    minimal: bool  # without any one of them there is a model
    checks: int  # that it took
    proof: Optional[str]  # that refutes the core, asserted in this order: see to_smt2; None if a limit was reached

    def to_smt2(self) -> str:
        """The script to which the proof belongs."""
        context = self.terms[0].context if self.terms else current_context()
        return script(context, [("assert", t) for t in self.terms] + [("check-sat",)])


class Solver:
    """Assertions, and the search for values that make them true.

    With `proof=True` (or "text", or "binary") the solver writes proofs, which `check_proof` checks against `to_smt2()`;
    with "text-log" or "binary-log" also what it derived and no conclusion rests on.
    `seed` changes the order of the search. In a `with` block, what is added is forgotten at its end.

    >>> from strsmt import String, Length
    >>> x = String("x")
    >>> s = Solver().add(x[0] == "a")
    >>> s.check()
    sat
    >>> s.model()
    [x = "a"]
    >>> with s:
    ...     s.add(Length(x) < 1).check()
    unsat
    >>> s.check()
    sat
    """

    def __init__(self, proof: Union[bool, str] = False, seed: int = 0, ctx: Optional[Context] = None) -> None:
        self._context = ctx  # None until the first term, which decides
        self._handle = Handle(blocking=False)
        self._watch = Watch(self._handle)
        self._there: Optional[Copier] = None
        self._back: Optional[Copier] = None
        self._assertions: list[BoolTerm] = []
        self._tracked: list[BoolTerm] = []
        self._levels: list[tuple[int, int]] = []  # of assertions, and of what is tracked
        self._assumptions: dict[int, BoolTerm] = {}
        self._answer: Optional[Answer] = None  # None: no check, or changed since
        self._round = 0  # changes whenever an earlier answer is gone
        self._log: Optional[list[Entry]] = None
        if not isinstance(seed, int) or not 0 <= seed < 2**32:
            raise ArgumentError("the seed is a number from 0 to 2^32 - 1")
        self._handle.call(lib.strsmt_set_seed, seed)
        self._seed, self._proof, self._log_level = seed, proof, 1
        self._format = self._prove(proof)

    def _prove(self, proof: Union[bool, str]) -> Optional[str]:
        if proof is False:
            return None
        forms = {True: lib.STRSMT_PROOF_TEXT, "text": lib.STRSMT_PROOF_TEXT, "binary": lib.STRSMT_PROOF_BINARY,
                 "text-log": lib.STRSMT_PROOF_TEXT_LOG, "binary-log": lib.STRSMT_PROOF_BINARY_LOG}
        if proof not in forms:
            raise ArgumentError('proof is True, False, "text", "binary", "text-log" or "binary-log"')
        self._handle.call(lib.strsmt_keep_proof, forms[proof])
        self._log = []
        return "text" if proof is True else str(proof).split("-")[0]

    # ---- terms of the context, and their copies in the solver

    @property
    def context(self) -> Context:
        """The context of its terms: that of the first one, if none was given."""
        if self._context is None:
            self._context = current_context()
        return self._context

    def _copy(self, term: BoolLike) -> tuple[BoolTerm, int]:
        if self._context is None and isinstance(term, Term):
            self._context = term.context
        number = lift(self.context, term)
        if self._there is None:
            self._there = Copier(self.context._handle, self._handle)
            self._back = Copier(self._handle, self.context._handle)
        return wrap(self.context, number), self._there.copy(number)

    def _value(self, term: Any) -> Term:
        return self._original(self._watch.call(lib.strsmt_value, self._copy(term)[1]))

    def _original(self, copy: int) -> Any:
        """The term of the context of which this is the copy, or would be."""
        assert self._back is not None
        return wrap(self.context, self._back.copy(copy))

    def constants(self) -> list[Any]:
        """The constants in all that was added or assumed so far."""
        return [wrap(self.context, c) for c in self._there.constants()] if self._there else []

    # ---- assertions

    def add(self, *terms: Union[BoolLike, Iterable[BoolLike]]) -> Solver:
        """Asserts terms (or one list of them). Returns the solver."""
        for value in flatten(terms):
            term, copy = self._copy(value)
            self._change(lib.strsmt_assert, copy, entry=("assert", term))
            self._assertions.append(term)
        return self

    def assert_and_track(self, term: BoolLike, name: Union[str, BoolTerm]) -> Solver:
        """Asserts a term that has a name, a Bool constant: after `unsat`, `unsat_core` tells the names of those needed.

        >>> from strsmt import String
        >>> x = String("x")
        >>> s = Solver().assert_and_track(x == "a", "p").assert_and_track(x != "b", "q").assert_and_track(x == "c", "r")
        >>> s.check(), s.unsat_core()
        (unsat, [p, r])
        """
        tracker = Bool(name, self._context) if isinstance(name, str) else name
        self.add(Implies(tracker, term))
        self._tracked.append(tracker)
        return self

    def from_string(self, text: str) -> Solver:
        """Adds the assertions of an SMT-LIB script: see parse_smt2_string."""
        return self.add(parse_smt2_string(text, ctx=self.context))

    def from_file(self, path: Union[str, os.PathLike[str]]) -> Solver:
        """Adds the assertions of an SMT-LIB script in a file."""
        return self.add(parse_smt2_file(path, ctx=self.context))

    def _change(self, function: Any, *args: Any, entry: Entry) -> None:
        self._handle.call(function, *args)
        self._answer = None
        self._round += 1
        if self._log is not None:
            self._log.append(entry)

    def assertions(self) -> list[BoolTerm]:
        """What holds now, in the order in which it was added."""
        return list(self._assertions)

    def push(self) -> Solver:
        """Opens a level: `pop` forgets what is added from here on."""
        self._change(lib.strsmt_push, 1, entry=("push",))
        self._levels.append((len(self._assertions), len(self._tracked)))
        return self

    def pop(self, levels: int = 1) -> Solver:
        """Forgets what was added in the last levels."""
        if not isinstance(levels, int) or not 0 <= levels <= len(self._levels):
            raise ArgumentError(f"there are {len(self._levels)} levels, and {levels} were to go")
        for _ in range(levels):
            self._change(lib.strsmt_pop, 1, entry=("pop",))
            assertions, tracked = self._levels.pop()
            del self._assertions[assertions:]
            del self._tracked[tracked:]
        return self

    def num_scopes(self) -> int:
        """The number of levels that are open."""
        return len(self._levels)

    def reset(self) -> Solver:
        """Forgets all assertions and levels."""
        self._change(lib.strsmt_reset_assertions, entry=("reset-assertions",))
        self._assertions.clear()
        self._tracked.clear()
        self._levels.clear()
        return self

    def __enter__(self) -> Solver:
        return self.push()

    def __exit__(self, *_: object) -> None:
        self.pop()

    # ---- answers

    def check(self, *assumptions: Union[BoolLike, Iterable[BoolLike]], timeout: Optional[float] = None,
              steps: Optional[int] = None, memory: Optional[int] = None) -> Answer:
        """Can all assertions, and the assumptions, be true together? `sat`, `unsat` or `unknown`.

        Limits are seconds, steps of work (the same on every machine) and bytes; one that is reached means `unknown`.
        Ctrl-C, too, ends the search (within a quarter of a second), as KeyboardInterrupt; the solver can go on.
        """
        copies = [self._copy(a) for a in [*self._tracked, *flatten(assumptions)]]
        limits = limits_of(timeout, steps, memory)
        self._answer, self._assumptions = None, {copy: term for term, copy in copies}
        self._round += 1
        before = self.statistics()["checks"]
        if self._log is not None:
            self._log.append(("check-sat", *(term for term, _ in copies)))
        try:
            answer = self._watch.call(lib.strsmt_check_limited, len(copies), [copy for _, copy in copies], limits)
        except BaseException:
            if self._log is not None and self.statistics()["checks"] == before:  # it never began
                self._log.pop()
            raise
        self._answer = Answer(answer)
        return self._answer

    def interrupt(self) -> None:
        """Ends the running check, from another thread: it answers `unknown`. If none runs, the next one ends."""
        self._watch.interrupt()

    def model(self) -> Model:
        """After `sat`: the values found."""
        if self._answer is not sat:
            raise StateError("there is no model: the last answer was not sat, or assertions have changed since")
        return Model(self)

    def unsat_core(self) -> list[BoolTerm]:
        """After `unsat`: assumptions, or names of tracked assertions, that are enough for it. A smaller one, with a
        proof of its own: `minimal_core`."""
        count = ffi.new("size_t *")
        failed = self._handle.call(lib.strsmt_failed_assumptions, count)
        return [self._assumptions[f] for f in failed[0 : count[0]]] if count[0] else []

    def minimal_core(self, timeout: Optional[float] = None, steps: Optional[int] = None,
                     memory: Optional[int] = None) -> Core:
        """After `unsat`: assertions and assumptions none of which can be left out, found by leaving out one after the
        other. They are refuted once more by themselves, with a proof. A limit (see `check`) ends that early; the core
        is larger then, and `minimal` false.

        >>> from strsmt import Length, String
        >>> x = String("x")
        >>> s = Solver().add(x[0] == "a", Length(x) > 5, x[0] == "b", x != "c")
        >>> s.check(), s.minimal_core().terms
        (unsat, [At(x, 0) == "a", At(x, 0) == "b"])
        """
        core = ffi.new("strsmt_core *")
        self._watch.call(lib.strsmt_get_core, limits_of(timeout, steps, memory), core)
        terms = [self._original(t) for t in (core.terms[0 : core.count] if core.count else [])]
        proof = ffi.buffer(core.proof, core.proof_size)[:].decode() if core.proof else None
        return Core(terms, bool(core.minimal), int(core.checks), proof)

    @property
    def usable(self) -> bool:
        """False once there was no memory: only the errors of such a solver can be looked at."""
        with self._handle.enter():
            return bool(lib.strsmt_usable(self._handle.pointer))

    def reason_unknown(self) -> str:
        """Why the last answer was `unknown`; "" if it was not."""
        return ffi.string(self._handle.call(lib.strsmt_unknown_reason)).decode()

    def statistics(self) -> Statistics:
        """Counters since the solver was made; `seconds` are of the last check."""
        counters = ffi.new("strsmt_statistics *")
        self._handle.call(lib.strsmt_get_statistics, counters)
        return counters_of(counters)

    def set_progress(self, callback: Optional[Callable[[Statistics], object]]) -> Solver:
        """Has a function called some times a second during a check, with the statistics so far; None ends it. What it
        raises ends the check. It cannot use this solver, but for `interrupt`."""
        self._watch.progress = callback
        return self

    def set_log(self, callback: Optional[Callable[[str], object]], level: int = 1) -> Solver:
        """Has a function called with lines of text, for people: at level 1 on each check and core, at level 2 on
        candidate models and lemmas, too. As for the rest, see `set_progress`.

        >>> s = Solver().set_log(print)
        >>> s.check()                                       # doctest: +ELLIPSIS
        check...
        sat
        """
        if callback is not None and level not in (1, 2):
            raise ArgumentError("the level of the log is 1 or 2")
        self._watch.log, self._log_level = callback, level
        listen = ffi.addressof(lib, "strsmt_python_listen") if callback else ffi.NULL
        self._handle.call(lib.strsmt_set_log, listen, self._watch.user, level if callback else 0)
        return self

    # ---- proofs and scripts

    def proof(self) -> Union[str, bytes]:
        """The proofs of all `unsat` answers so far; `bytes` in binary form."""
        if self._format is None:
            raise StateError("the solver writes no proof: make it by Solver(proof=True)")
        size = ffi.new("size_t *")
        with self._handle.enter():
            kept = lib.strsmt_kept_proof(self._handle.pointer, size)
            if lib.strsmt_error(self._handle.pointer):
                raise self._handle.error()
            data: bytes = ffi.buffer(kept, size[0])[:] if size[0] else b""
        return data if self._format == "binary" else Proof(data.decode())

    def to_smt2(self) -> str:
        """An SMT-LIB script of the assertions. If the solver writes proofs, it is the script of all that was done so
        far, to which the proof belongs.

        >>> from strsmt import String
        >>> print(Solver().add(String("x") == "a").to_smt2(), end="")
        (set-logic QF_SLIA)
        (declare-const x String)
        (assert (= x "a"))
        (check-sat)
        """
        if self._log is not None:
            return script(self.context, self._log)
        return script(self.context, [("assert", a) for a in self._assertions] + [("check-sat",)])

    # ---- copies

    def __copy__(self) -> Solver:
        """A solver on its own, with the same assertions, levels, seed and callbacks; it has checked nothing yet."""
        made = Solver(proof=self._proof, seed=self._seed, ctx=self._context)
        starts = [mark for mark, _ in self._levels]
        for i, assertion in enumerate(self._assertions):
            for _ in range(starts.count(i)):
                made.push()
            made.add(assertion)
        for _ in range(len(self._levels) - len(made._levels)):
            made.push()
        made._tracked = list(self._tracked)
        made._levels = list(self._levels)
        made.set_progress(self._watch.progress)
        if self._watch.log:
            made.set_log(self._watch.log, self._log_level)
        return made

    def __deepcopy__(self, memo: object) -> Solver:
        return self.__copy__()

    def __reduce__(self) -> Any:
        raise TypeError("a solver belongs to this process and cannot be pickled: pickle its to_smt2(), and read that "
                        "with Solver().from_string(text)")

    def __repr__(self) -> str:
        return "[" + ", ".join(map(repr, self._assertions)) + "]"

    def _repr_html_(self) -> str:
        from .show import html_table

        return html_table(((repr(a),) for a in self._assertions), ("assertion",))
