"""Models: the values that make all assertions true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator, Mapping, Optional, Union, overload

from ._strsmt import ffi, lib
from .context import Copier, Handle
from .errors import SortError
from .script import SORTS
from .terms import AnyLike, IntTerm, RegexTerm, StringTerm, BoolTerm, Term, context_of, lift, wrap
from .watch import limits_of

if TYPE_CHECKING:
    from .solver import Solver

Value = Union[str, int, bool, RegexTerm]
Constant = Union[BoolTerm, IntTerm, StringTerm, RegexTerm]


def to_python(literal: Term) -> Value:
    """A literal as a Python value; a regular expression, for which Python has none, as it is."""
    return literal if isinstance(literal, RegexTerm) else literal.value


@overload
def evaluate(term: Union[BoolTerm, bool], values: Mapping[Any, AnyLike] = {}, *,
             timeout: Optional[float] = None) -> bool: ...
@overload
def evaluate(term: Union[IntTerm, int], values: Mapping[Any, AnyLike] = {}, *,
             timeout: Optional[float] = None) -> int: ...
@overload
def evaluate(term: Union[StringTerm, str], values: Mapping[Any, AnyLike] = {}, *,
             timeout: Optional[float] = None) -> str: ...
@overload
def evaluate(term: RegexTerm, values: Mapping[Any, AnyLike] = {}, *,
             timeout: Optional[float] = None) -> RegexTerm: ...
@overload
def evaluate(term: AnyLike, values: Mapping[Any, AnyLike] = {}, *, timeout: Optional[float] = None) -> Value: ...
def evaluate(term: AnyLike, values: Mapping[Any, AnyLike] = {}, *,  # never changed
             timeout: Optional[float] = None) -> Value:
    """The value of a term where constants have these values (and others a value that suits the library). It is found
    at once, but for terms of millions of characters: StrsmtError after so many seconds.

    >>> from strsmt import Length, String
    >>> x = String("x")
    >>> evaluate(Length(x + x), {x: "abc"})
    6
    """
    context = context_of([term])
    handle = Handle(blocking=True)
    there, back = Copier(context._handle, handle), Copier(handle, context._handle)
    for constant, value in values.items():
        number = lift(context, value)
        if wrap(context, number).sort != constant.sort:
            raise SortError(f"{value!r} is no value of {constant!r}")
        there.set(lift(context, constant), there.copy(number))
    copy = there.copy(lift(context, term))
    limits = limits_of(timeout, None, None)
    handle.call(lib.strsmt_set_limits, limits)
    handle.call(lib.strsmt_check_limited, 0, ffi.NULL, limits)
    return to_python(wrap(context, back.copy(handle.call(lib.strsmt_value, copy))))


class Model(Mapping[Constant, Value]):
    """Maps constants to values: `str`, `int`, `bool`. It stays as it is, whatever becomes of its solver.

    >>> from strsmt import InRe, Length, Plus, Range, Solver, String
    >>> x = String("x")
    >>> s = Solver().add(InRe(x, Plus(Range("a", "c"))), Length(x) == 3)
    >>> s.check()
    sat
    >>> m = s.model()
    >>> m[x], m.eval(x + "!"), m
    ('aaa', 'aaa!', [x = "aaa"])
    """

    __slots__ = ("_solver", "_round", "_literals", "_values")

    def __init__(self, solver: Solver) -> None:
        self._solver, self._round = solver, solver._round
        self._literals = {c: solver._value(c) for c in solver.constants()}
        self._values = {c: to_python(v) for c, v in self._literals.items()}

    @overload
    def eval(self, term: Union[BoolTerm, bool], timeout: Optional[float] = None) -> bool: ...
    @overload
    def eval(self, term: Union[IntTerm, int], timeout: Optional[float] = None) -> int: ...
    @overload
    def eval(self, term: Union[StringTerm, str], timeout: Optional[float] = None) -> str: ...
    @overload
    def eval(self, term: RegexTerm, timeout: Optional[float] = None) -> RegexTerm: ...
    @overload
    def eval(self, term: AnyLike, timeout: Optional[float] = None) -> Value: ...
    def eval(self, term: AnyLike, timeout: Optional[float] = None) -> Value:
        """The value of any term. Constants that the solver has not seen have values, too."""
        context = self._solver.context
        if timeout is None and self._round == self._solver._round:
            return to_python(self._solver._value(wrap(context, lift(context, term))))
        made: Value = evaluate(wrap(context, lift(context, term)), self._literals, timeout=timeout)
        return made

    evaluate = eval

    def sexpr(self) -> str:
        """The model as SMT-LIB's get-model prints it."""
        lines = [f"  (define-fun {c.sexpr()} () {SORTS[c.sort]} {v.sexpr()})\n" for c, v in self._literals.items()]
        return f"(\n{''.join(lines)})"

    @overload
    def __getitem__(self, term: BoolTerm) -> bool: ...
    @overload
    def __getitem__(self, term: IntTerm) -> int: ...
    @overload
    def __getitem__(self, term: StringTerm) -> str: ...
    @overload
    def __getitem__(self, term: RegexTerm) -> RegexTerm: ...
    @overload
    def __getitem__(self, term: Union[Constant, str]) -> Value: ...
    def __getitem__(self, term: Union[Constant, str]) -> Value:
        """The value of a constant, which may be named by a `str`; or of any other term."""
        if isinstance(term, str):
            for constant, value in self._values.items():
                if constant.name == term:
                    return value
            raise KeyError(term)
        return self._values[term] if term in self._values else self.eval(term)

    def __contains__(self, term: object) -> bool:
        if isinstance(term, str):
            return any(constant.name == term for constant in self._values)
        return isinstance(term, Term) and term in self._values

    def __reduce__(self) -> Any:
        raise TypeError("a model speaks of terms of this process and cannot be pickled: pickle "
                        "{str(x): value for x, value in model.items()}, or its sexpr()")

    def __iter__(self) -> Iterator[Constant]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return "[" + ", ".join(f"{c!r} = {v!r}" for c, v in self._literals.items()) + "]"

    def _repr_html_(self) -> str:
        from .show import html_table

        return html_table(((repr(c), repr(v)) for c, v in self._literals.items()), ("constant", "value"))
