"""Constants, literals, Booleans and integers."""

from __future__ import annotations

from collections.abc import Iterable as IterableAbc
from typing import Any, Iterable, Mapping, Optional, Sequence, Tuple, TypeVar, Union, overload

from ._strsmt import lib
from .context import Context, Copier, current_context
from .errors import ArgumentError, SortError
from .terms import (AnyLike, BoolLike, BoolTerm, IntLike, IntTerm, Kind, RegexLike, RegexTerm, Sort, StringLike,
                    StringTerm, Term, apply, context_of, int_number, lift, string_number, wrap)

# ---- sorts, constants, literals


def BoolSort() -> int:
    """The sort of truth values."""
    return Sort.BOOL


def IntSort() -> int:
    """The sort of integers."""
    return Sort.INT


def StringSort() -> int:
    """The sort of strings."""
    return Sort.STRING


def ReSort(_: object = None) -> int:
    """The sort of regular expressions."""
    return Sort.REGLAN


def Const(name: str, sort: int, ctx: Optional[Context] = None) -> Any:
    """The constant of that name and sort: the same term each time."""
    if "\0" in name:
        raise ArgumentError("the name contains a NUL")
    context = ctx or current_context()
    try:
        encoded = name.encode()
    except UnicodeEncodeError as error:
        raise ArgumentError(f"the name has a surrogate at position {error.start}") from None
    return wrap(context, context._handle.call(lib.strsmt_make_constant, encoded, sort))


def Bool(name: str, ctx: Optional[Context] = None) -> BoolTerm:
    """The constant of that name that is true or false."""
    return Const(name, lib.STRSMT_SORT_BOOL, ctx)


def Int(name: str, ctx: Optional[Context] = None) -> IntTerm:
    """The constant of that name that is an integer."""
    return Const(name, lib.STRSMT_SORT_INT, ctx)


def String(name: str, ctx: Optional[Context] = None) -> StringTerm:
    """The constant of that name that is a string."""
    return Const(name, lib.STRSMT_SORT_STRING, ctx)


def _names(names: Union[str, Iterable[str]]) -> Iterable[str]:
    return names.split() if isinstance(names, str) else names


def Bools(names: Union[str, Iterable[str]], ctx: Optional[Context] = None) -> list[BoolTerm]:
    """Constants that are true or false, of names with blanks between them or in a list."""
    return [Bool(name, ctx) for name in _names(names)]


def Ints(names: Union[str, Iterable[str]], ctx: Optional[Context] = None) -> list[IntTerm]:
    """Constants that are integers, of names with blanks between them or in a list."""
    return [Int(name, ctx) for name in _names(names)]


def Strings(names: Union[str, Iterable[str]], ctx: Optional[Context] = None) -> list[StringTerm]:
    """Constants that are strings, of names with blanks between them or in a list.

    >>> Strings("x y")
    [x, y]
    """
    return [String(name, ctx) for name in _names(names)]


def BoolVal(value: bool, ctx: Optional[Context] = None) -> BoolTerm:
    """True or false."""
    context = ctx or current_context()
    return wrap(context, lift(context, bool(value)))


def IntVal(value: int, ctx: Optional[Context] = None) -> IntTerm:
    """An integer of any size, from an `int` or from its decimal digits."""
    context = ctx or current_context()
    return wrap(context, int_number(context, int(value)))


def StringVal(value: Union[str, Sequence[int]], ctx: Optional[Context] = None) -> StringTerm:
    r"""A literal, from a `str` (without escapes: a backslash is a backslash) or from code points 0 to 0x2FFFF.

    >>> StringVal([0x61, 0x1F600]).sexpr()
    '"a\\u{1f600}"'
    """
    context = ctx or current_context()
    return wrap(context, string_number(context, value))


# ---- Booleans


def flatten(values: Iterable[Any]) -> list[Any]:
    """The arguments; lists among them, or what else can be gone through, stand for their elements."""
    found: list[Any] = []
    for value in values:
        if isinstance(value, IterableAbc) and not isinstance(value, str):
            found.extend(value)
        else:
            found.append(value)
    return found


def n_ary(kind: int, values: Sequence[Any], empty: int) -> Any:
    values = flatten(values)
    if values:
        return apply(kind, *values)
    context = context_of(values)
    return wrap(context, lift(context, empty))


def And(*args: Union[BoolLike, Iterable[BoolLike]]) -> BoolTerm:
    """Are all of them true?

    >>> p, q = Bools("p q")
    >>> And(p, q), And([p, q, Not(p)]), And()
    (And(p, q), And(p, q, Not(p)), True)
    """
    return n_ary(lib.STRSMT_AND, args, True)


def Or(*args: Union[BoolLike, Iterable[BoolLike]]) -> BoolTerm:
    """Is one of them true?"""
    return n_ary(lib.STRSMT_OR, args, False)


def Not(a: BoolLike) -> BoolTerm:
    """Is it false?"""
    return apply(lib.STRSMT_NOT, a)


def Xor(a: BoolLike, b: BoolLike) -> BoolTerm:
    """Is exactly one of them true?"""
    return apply(lib.STRSMT_XOR, a, b)


def Implies(a: BoolLike, b: BoolLike) -> BoolTerm:
    """Is b true if a is?"""
    return apply(lib.STRSMT_IMPLIES, a, b)


@overload
def If(condition: BoolLike, then: BoolLike, otherwise: BoolLike) -> BoolTerm: ...  # type: ignore[misc]
@overload
def If(condition: BoolLike, then: IntLike, otherwise: IntLike) -> IntTerm: ...
@overload
def If(condition: BoolLike, then: StringLike, otherwise: StringLike) -> StringTerm: ...
@overload
def If(condition: BoolLike, then: RegexTerm, otherwise: RegexTerm) -> RegexTerm: ...
def If(condition: BoolLike, then: AnyLike, otherwise: AnyLike) -> Any:
    """`then` where the condition is true, `otherwise` where it is not.

    >>> x = String("x")
    >>> If(x == "", "empty", x)
    If(x == "", "empty", x)
    """
    return apply(lib.STRSMT_ITE, condition, then, otherwise)


def Distinct(*args: Any) -> BoolTerm:
    """Are all of them different?"""
    values = flatten(args)
    return apply(lib.STRSMT_DISTINCT, *values) if len(values) >= 2 else BoolVal(True, context_of(values))


# ---- integers


def Sum(*args: Union[IntLike, Iterable[IntLike]]) -> IntTerm:
    """The sum; 0 of nothing."""
    return n_ary(lib.STRSMT_ADD, args, 0)


def Product(*args: Union[IntLike, Iterable[IntLike]]) -> IntTerm:
    """The product; 1 of nothing."""
    return n_ary(lib.STRSMT_MUL, args, 1)


def Abs(a: IntLike) -> IntTerm:
    """The absolute value."""
    return apply(lib.STRSMT_ABS, a)


def Divisible(a: IntLike, n: int) -> BoolTerm:
    """Is `a` a multiple of n, a positive number?"""
    return apply(lib.STRSMT_DIVISIBLE, a, indices=[n])


# ---- any term

T = TypeVar("T", bound=Term)


def substitute(term: T, *pairs: Union[Tuple[Term, AnyLike], Mapping[Term, AnyLike]]) -> T:
    """The term with other terms in the place of some, all at once: pairs (old, new), or one dictionary.

    >>> x, y = Strings("x y")
    >>> substitute(x + y, (x, y), (y, "b"))
    Concat(y, "b")
    """
    context, copier = term.context, Copier(term.context._handle, term.context._handle)
    for old, new in pairs[0].items() if pairs and isinstance(pairs[0], Mapping) else pairs:
        made = wrap(context, lift(context, new))
        if made.sort != old.sort:
            raise SortError(f"{made!r} cannot stand for {old!r}, which is of another sort")
        copier.set(lift(context, old), made._id)
    return wrap(context, copier.copy(term._id))


def simplify(term: T) -> T:
    """A term that means the same in every model, in simpler words.

    >>> from strsmt import Length
    >>> x, n = String("x"), Int("n")
    >>> simplify(Length(x + "ab")), simplify(Or(x == x, n > 1))
    (Length(x) + 2, True)
    """
    return wrap(term.context, term.context._handle.call(lib.strsmt_simplify, term._id))


def is_true(value: object) -> bool:
    """Is it `True`, or the literal true?"""
    return value is True or isinstance(value, Term) and value.kind == Kind.TRUE


def is_false(value: object) -> bool:
    """Is it `False`, or the literal false?"""
    return value is False or isinstance(value, Term) and value.kind == Kind.FALSE
