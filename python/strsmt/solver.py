"""Solvers: assertions, checks, and the evidence for their answers."""

from __future__ import annotations

import atexit
import enum
import math
import time
from typing import Any, Iterable, Optional, Union

from ._strsmt import ffi, lib
from .context import Context, Copier, Handle, current_context
from .core import flatten
from .errors import ArgumentError, OutOfMemory, StateError
from .model import Model
from .script import Entry, script
from .terms import BoolLike, BoolTerm, Term, lift, wrap


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


class _Watch:
    """What the progress callback of a running check leaves: the exception of a signal handler, such as Ctrl-C's."""

    __slots__ = ("pointer", "exception", "__weakref__")

    def __init__(self, pointer: Any) -> None:
        self.pointer = pointer
        self.exception: Optional[BaseException] = None


@atexit.register
def _close() -> None:
    """A thread whose check outlives the interpreter must not come back to it."""
    while lib.strsmt_python_close():
        time.sleep(0.001)


def _stop(_: object, exception: BaseException, traceback: Any) -> None:
    watch = ffi.from_handle(traceback.tb_frame.f_locals["user"])
    watch.exception = exception
    lib.strsmt_interrupt(watch.pointer)


@ffi.def_extern(onerror=_stop)
def strsmt_python_progress(user: Any, statistics: Any) -> None:
    """Called four times a second. That Python runs at all lets it call the handlers of signals that have come; what
    they raise ends the check."""


class Solver:
    """Assertions, and the search for values that make them true.

    With `proof=True` (or "text", or "binary") the solver writes proofs, which `check_proof` checks against `to_smt2()`.
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
        self._watch = _Watch(self._handle.pointer)
        self._user = ffi.new_handle(self._watch)
        self._handle.call(lib.strsmt_set_progress, ffi.addressof(lib, "strsmt_python_watch"), self._user)
        self._there: Optional[Copier] = None
        self._back: Optional[Copier] = None
        self._assertions: list[BoolTerm] = []
        self._levels: list[int] = []
        self._assumptions: dict[int, BoolTerm] = {}
        self._answer: Optional[Answer] = None  # None: no check, or changed since
        self._round = 0  # changes whenever an earlier answer is gone
        self._log: Optional[list[Entry]] = None
        if not isinstance(seed, int) or not 0 <= seed < 2**32:
            raise ArgumentError("the seed is a number from 0 to 2^32 - 1")
        self._handle.call(lib.strsmt_set_seed, seed)
        self._format = self._prove(proof)

    def _prove(self, proof: Union[bool, str]) -> Optional[str]:
        if proof is False:
            return None
        if proof not in (True, "text", "binary"):
            raise ArgumentError('proof is True, False, "text" or "binary"')
        self._proof = ffi.gc(lib.strsmt_python_proof_new(), lib.strsmt_python_proof_delete)
        if not self._proof:
            raise OutOfMemory("out of memory")
        form = lib.STRSMT_PROOF_BINARY if proof == "binary" else lib.STRSMT_PROOF_TEXT
        self._handle.call(lib.strsmt_set_proof, ffi.addressof(lib, "strsmt_python_sink"), self._proof, form)
        self._log = []
        return "binary" if proof == "binary" else "text"

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
        copy = self._copy(term)[1]
        value = self._call(lib.strsmt_value, copy)
        assert self._back is not None
        return wrap(self.context, self._back.copy(value))

    def _call(self, function: Any, *args: Any) -> Any:
        """A call that can take long: what a signal handler raised meanwhile comes first."""
        try:
            return self._handle.call(function, *args)
        finally:
            exception, self._watch.exception = self._watch.exception, None
            if exception is not None:
                raise exception

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

    def _change(self, function: Any, *args: Any, entry: Entry) -> None:
        self._handle.call(function, *args)
        self._answer = None
        self._round += 1
        if self._log is not None:
            self._log.append(entry)

    def assertions(self) -> list[BoolTerm]:
        return list(self._assertions)

    def push(self) -> Solver:
        """Opens a level: `pop` forgets what is added from here on."""
        self._change(lib.strsmt_push, 1, entry=("push",))
        self._levels.append(len(self._assertions))
        return self

    def pop(self, levels: int = 1) -> Solver:
        if not isinstance(levels, int) or not 0 <= levels <= len(self._levels):
            raise ArgumentError(f"there are {len(self._levels)} levels, and {levels} were to go")
        for _ in range(levels):
            self._change(lib.strsmt_pop, 1, entry=("pop",))
            del self._assertions[self._levels.pop() :]
        return self

    def num_scopes(self) -> int:
        return len(self._levels)

    def reset(self) -> Solver:
        """Forgets all assertions and levels."""
        self._change(lib.strsmt_reset_assertions, entry=("reset-assertions",))
        self._assertions.clear()
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
        copies = [self._copy(a) for a in flatten(assumptions)]
        self._handle.call(lib.strsmt_set_limits, _limits(timeout, steps, memory))
        self._answer, self._assumptions = None, {copy: term for term, copy in copies}
        self._round += 1
        before = self.statistics()["checks"]
        if self._log is not None:
            self._log.append(("check-sat", *(term for term, _ in copies)))
        try:
            if copies:
                answer = self._call(lib.strsmt_check_assuming, len(copies), [copy for _, copy in copies])
            else:
                answer = self._call(lib.strsmt_check)
        except BaseException:
            if self._log is not None and self.statistics()["checks"] == before:  # it never began
                self._log.pop()
            raise
        finally:
            self._handle.call(lib.strsmt_set_limits, ffi.NULL)
        self._answer = Answer(answer)
        return self._answer

    def interrupt(self) -> None:
        """Ends the running check, from another thread: it answers `unknown`. If none runs, the next one ends."""
        lib.strsmt_interrupt(self._handle.pointer)

    def model(self) -> Model:
        """After `sat`: the values found."""
        if self._answer is not sat:
            raise StateError("there is no model: the last answer was not sat, or assertions have changed since")
        return Model(self)

    def unsat_core(self) -> list[BoolTerm]:
        """After `unsat`: assumptions that are enough for it."""
        count = ffi.new("size_t *")
        failed = self._handle.call(lib.strsmt_failed_assumptions, count)
        return [self._assumptions[f] for f in failed[0 : count[0]]] if count[0] else []

    def reason_unknown(self) -> str:
        """Why the last answer was `unknown`; "" if it was not."""
        return ffi.string(self._handle.call(lib.strsmt_unknown_reason)).decode()

    def statistics(self) -> dict[str, Union[int, float]]:
        """Counters since the solver was made; `seconds` are of the last check."""
        counters = ffi.new("strsmt_statistics *")
        self._handle.call(lib.strsmt_get_statistics, counters)
        return {name: getattr(counters, name) for name, _ in ffi.typeof("strsmt_statistics").fields}

    # ---- proofs and scripts

    def proof(self) -> Union[str, bytes]:
        """The proofs of all `unsat` answers so far; `bytes` in binary form."""
        if self._format is None:
            raise StateError("the solver writes no proof: make it by Solver(proof=True)")
        with self._handle.enter():
            data: bytes = ffi.buffer(self._proof.data, self._proof.size)[:] if self._proof.size else b""
        return data if self._format == "binary" else data.decode()

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

    def __repr__(self) -> str:
        return "[" + ", ".join(map(repr, self._assertions)) + "]"

    def _repr_html_(self) -> str:
        from .show import html_table

        return html_table((repr(a),) for a in self._assertions)


def _limits(timeout: Optional[float], steps: Optional[int], memory: Optional[int]) -> Any:
    for name, value in (("timeout", timeout), ("steps", steps), ("memory", memory)):
        if value is not None and not (value > 0 and (name == "timeout" or isinstance(value, int))):
            raise ArgumentError(f"{name} must be a positive number, not {value!r}")
    if timeout is None or timeout == math.inf:
        timeout = 0
    return ffi.new("strsmt_limits *", {"seconds": timeout, "steps": min(steps or 0, 2**64 - 1),
                                       "bytes": min(memory or 0, 2**64 - 1)})
