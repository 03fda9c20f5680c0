"""Terms: numbers of a context, which they keep alive. Operators build terms, and what they are applied to may be plain
Python values: `str`, `int`, `bool`.

`==` and `!=` build terms, too. `t.eq(u)` compares terms themselves; so do dictionaries and sets.
"""

from __future__ import annotations

import enum
import sys
from typing import Any, Iterable, Optional, Sequence, Union

from ._strsmt import ffi, lib
from .context import Context, current_context
from .errors import ArgumentError, SortError


def _enumeration(name: str, c_name: str, prefix: str) -> Any:
    """An enumeration of the header, whose names lose their prefix: Kind.STR_LEN is STRSMT_STR_LEN."""
    values = ffi.typeof(c_name).relements
    members = {key[len(prefix):]: value for key, value in values.items() if key.startswith(prefix)}
    made: Any = enum.IntEnum(name, members)  # type: ignore[misc]
    made.__doc__ = f"The members of {c_name} in strsmt.h, without their prefix."
    return made


Kind = _enumeration("Kind", "strsmt_kind", "STRSMT_")
Sort = _enumeration("Sort", "strsmt_sort", "STRSMT_SORT_")


class Term:
    """A term of any sort. Terms are made by functions and operators, never by this class itself."""

    __slots__ = ("_context", "_id")
    _context: Context
    _id: int
    __iter__ = None  # or Python would try x[0], x[1], ... without end
    __contains__ = None

    def __init__(self) -> None:
        raise TypeError("terms are made by functions such as String('x') and StringVal('text')")

    # ---- identity

    def __hash__(self) -> int:
        return self._context._serial << 32 | self._id

    def eq(self, other: Term) -> bool:
        """Is it the same term?"""
        return isinstance(other, Term) and self._context is other._context and self._id == other._id

    def __copy__(self) -> Term:
        return self

    def __deepcopy__(self, memo: object) -> Term:
        return self

    def __reduce__(self) -> Any:
        raise TypeError("a term belongs to a context of this process and cannot be pickled: pickle its sexpr(), or a "
                        "solver's to_smt2(), and read that with parse_term or parse_smt2_string")

    def __eq__(self, other: object) -> BoolTerm:  # type: ignore[override]
        if not isinstance(other, (Term, str, int)):
            return NotImplemented
        return apply(lib.STRSMT_EQ, self, other)

    def __ne__(self, other: object) -> BoolTerm:  # type: ignore[override]
        if not isinstance(other, (Term, str, int)):
            return NotImplemented
        return apply(lib.STRSMT_DISTINCT, self, other)

    def __bool__(self) -> bool:
        kind = self.kind
        if kind in (lib.STRSMT_TRUE, lib.STRSMT_FALSE):
            return kind == lib.STRSMT_TRUE
        children = self.children() if kind in (lib.STRSMT_EQ, lib.STRSMT_DISTINCT) else []
        if len(children) == 2:
            return children[0].eq(children[1]) == (kind == lib.STRSMT_EQ)
        raise TypeError("a term is neither true nor false: use And, Or, Not, If instead of and, or, not, if")

    # ---- inspection

    @property
    def context(self) -> Context:
        """The context in which it lives."""
        return self._context

    @property
    def kind(self) -> int:
        """Its operator, a member of `Kind`."""
        return Kind(self._context._handle.call(lib.strsmt_term_kind, self._id))

    @property
    def sort(self) -> int:
        """Its sort, a member of `Sort`."""
        return Sort(self._context._handle.call(lib.strsmt_term_sort, self._id))

    def children(self) -> list[Term]:
        """Its arguments."""
        return [self.arg(i) for i in range(self.num_args())]

    def num_args(self) -> int:
        """The number of its arguments."""
        return int(self._context._handle.call(lib.strsmt_term_arity, self._id))

    def arg(self, i: int) -> Term:
        """The argument number i, from 0."""
        return wrap(self._context, self._context._handle.call(lib.strsmt_term_child, self._id, i))

    def indices(self) -> list[int]:
        """The numbers in the name of its operator: [2, 5] for (_ re.loop 2 5)."""
        call = self._context._handle.call
        return [call(lib.strsmt_term_index, self._id, i) for i in range(call(lib.strsmt_term_index_count, self._id))]

    @property
    def name(self) -> str:
        """The name of a constant."""
        name = self._context._handle.call(lib.strsmt_term_name, self._id)
        return ffi.string(name).decode("utf-8")

    @property
    def value(self) -> Union[str, int, bool]:
        """The Python value of a literal."""
        kind = self.kind
        if kind in (lib.STRSMT_TRUE, lib.STRSMT_FALSE):
            return kind == lib.STRSMT_TRUE
        if kind == lib.STRSMT_INT_LITERAL:
            return _int_of(self)
        if kind == lib.STRSMT_STRING_LITERAL:
            return "".join(map(chr, self.codes()))
        raise ArgumentError(f"only a literal has a value, not {self!r}")

    def codes(self) -> list[int]:
        """The code points of a string literal."""
        length = ffi.new("size_t *")
        handle = self._context._handle
        with handle.enter():
            codes = lib.strsmt_term_codes(handle.pointer, self._id, length)
            if lib.strsmt_error(handle.pointer):
                raise handle.error()
            return list(codes[0 : length[0]])

    def sexpr(self) -> str:
        """The term as SMT-LIB writes it. Shared subterms are repeated; `Solver.to_smt2` names them."""
        return text_of(self, lib.strsmt_print_term)

    def __repr__(self) -> str:
        from .show import python_text

        return python_text(self)

    def _repr_latex_(self) -> str:
        from .show import latex_text

        return f"${latex_text(self)}$"


class BoolTerm(Term):
    """Truth values. `&`, `|`, `^` and `~` are and, or, exclusive or, and not."""

    __slots__ = ()

    def __and__(self, other: BoolLike) -> BoolTerm:
        return apply(lib.STRSMT_AND, self, other)

    def __rand__(self, other: BoolLike) -> BoolTerm:
        return apply(lib.STRSMT_AND, other, self)

    def __or__(self, other: BoolLike) -> BoolTerm:
        return apply(lib.STRSMT_OR, self, other)

    def __ror__(self, other: BoolLike) -> BoolTerm:
        return apply(lib.STRSMT_OR, other, self)

    def __xor__(self, other: BoolLike) -> BoolTerm:
        return apply(lib.STRSMT_XOR, self, other)

    def __rxor__(self, other: BoolLike) -> BoolTerm:
        return apply(lib.STRSMT_XOR, other, self)

    def __invert__(self) -> BoolTerm:
        return apply(lib.STRSMT_NOT, self)


class IntTerm(Term):
    """Integers. `//` and `%` are SMT-LIB's div and mod: the remainder is never negative."""

    __slots__ = ()

    def __add__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_ADD, self, other)

    def __radd__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_ADD, other, self)

    def __sub__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_SUB, self, other)

    def __rsub__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_SUB, other, self)

    def __mul__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_MUL, self, other)

    def __rmul__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_MUL, other, self)

    def __floordiv__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_DIV, self, other)

    def __rfloordiv__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_DIV, other, self)

    def __mod__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_MOD, self, other)

    def __rmod__(self, other: IntLike) -> IntTerm:
        return apply(lib.STRSMT_MOD, other, self)

    def __neg__(self) -> IntTerm:
        return apply(lib.STRSMT_NEG, self)

    def __pos__(self) -> IntTerm:
        return self

    def __abs__(self) -> IntTerm:
        return apply(lib.STRSMT_ABS, self)

    def __lt__(self, other: IntLike) -> BoolTerm:
        return apply(lib.STRSMT_LT, self, other)

    def __le__(self, other: IntLike) -> BoolTerm:
        return apply(lib.STRSMT_LE, self, other)

    def __gt__(self, other: IntLike) -> BoolTerm:
        return apply(lib.STRSMT_GT, self, other)

    def __ge__(self, other: IntLike) -> BoolTerm:
        return apply(lib.STRSMT_GE, self, other)


class StringTerm(Term):
    """Strings. `+` concatenates, `<` and `<=` are the lexicographic order, and `x[i]`, `x[a:b]` are characters and
    slices: a negative Python number counts from the end, as in Python; a term is taken as it is, and what lies outside
    the string is empty.

    >>> from strsmt import StringVal, evaluate
    >>> evaluate(StringVal("abcd")[1:-1]), evaluate(StringVal("abcd")[-1])
    ('bc', 'd')
    """

    __slots__ = ()

    def __add__(self, other: StringLike) -> StringTerm:
        return apply(lib.STRSMT_STR_CONCAT, self, other)

    def __radd__(self, other: StringLike) -> StringTerm:
        return apply(lib.STRSMT_STR_CONCAT, other, self)

    def __lt__(self, other: StringLike) -> BoolTerm:
        return apply(lib.STRSMT_STR_LT, self, other)

    def __le__(self, other: StringLike) -> BoolTerm:
        return apply(lib.STRSMT_STR_LE, self, other)

    def __gt__(self, other: StringLike) -> BoolTerm:
        return apply(lib.STRSMT_STR_LT, other, self)

    def __ge__(self, other: StringLike) -> BoolTerm:
        return apply(lib.STRSMT_STR_LE, other, self)

    def __getitem__(self, key: Union[IntLike, slice]) -> StringTerm:
        if not isinstance(key, slice):
            return self.at(self._length() + key if isinstance(key, int) and key < 0 else key)
        if key.step not in (None, 1):
            raise ArgumentError("a slice of a term has no step")
        start = self._bound(0 if key.start is None else key.start)
        length = self._length() if key.stop is None else self._bound(key.stop)
        if isinstance(start, int) and isinstance(length, int):
            length = max(length - start, 0)
        elif not isinstance(start, int) or start != 0:
            length = apply(lib.STRSMT_SUB, length, start)
        return apply(lib.STRSMT_STR_SUBSTR, self, start, length)

    def at(self, index: IntLike) -> StringTerm:
        """The character at `index`, as a string of length 1; "" outside the string."""
        return apply(lib.STRSMT_STR_AT, self, index)

    def __len__(self) -> int:
        raise TypeError("the length of a term is a term: Length(x)")

    def length(self) -> IntTerm:
        """The number of characters."""
        return self._length()

    def contains(self, part: StringLike) -> BoolTerm:
        """Does the part occur in it?"""
        return apply(lib.STRSMT_STR_CONTAINS, self, part)

    def startswith(self, prefix: StringLike) -> BoolTerm:
        """Does it begin so?"""
        return apply(lib.STRSMT_STR_PREFIXOF, prefix, self)

    def endswith(self, suffix: StringLike) -> BoolTerm:
        """Does it end so?"""
        return apply(lib.STRSMT_STR_SUFFIXOF, suffix, self)

    def find(self, part: StringLike, start: IntLike = 0) -> IntTerm:
        """Where `part` first occurs at `start` or later; -1 if it does not."""
        return apply(lib.STRSMT_STR_INDEXOF, self, part, start)

    def matches(self, regex: RegexLike) -> BoolTerm:
        """Is the whole string one that the regular expression describes?"""
        return apply(lib.STRSMT_STR_IN_RE, self, to_regex(regex, self._context))

    def _length(self) -> IntTerm:
        return apply(lib.STRSMT_STR_LEN, self)

    def _bound(self, bound: IntLike) -> IntLike:
        """A bound of a slice; a negative number counts from the end, but not beyond the start."""
        if not isinstance(bound, int) or bound >= 0:
            return bound
        from_start = self._length() + bound
        return apply(lib.STRSMT_ITE, from_start < 0, 0, from_start)


class RegexTerm(Term):
    """Regular expressions. `+` concatenates, `|`, `&`, `-` and `~` are union, intersection, difference and complement.
    A string stands for itself."""

    __slots__ = ()

    def __add__(self, other: RegexLike) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_CONCAT, self, other)

    def __radd__(self, other: RegexLike) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_CONCAT, other, self)

    def __or__(self, other: RegexLike) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_UNION, self, other)

    def __ror__(self, other: RegexLike) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_UNION, other, self)

    def __and__(self, other: RegexLike) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_INTER, self, other)

    def __rand__(self, other: RegexLike) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_INTER, other, self)

    def __sub__(self, other: RegexLike) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_DIFF, self, other)

    def __rsub__(self, other: RegexLike) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_DIFF, other, self)

    def __invert__(self) -> RegexTerm:
        return apply_regex(lib.STRSMT_RE_COMP, self)


BoolLike = Union[bool, BoolTerm]
IntLike = Union[int, IntTerm]
StringLike = Union[str, StringTerm]
RegexLike = Union[str, StringTerm, RegexTerm]
AnyLike = Union[str, int, bool, Term]

_CLASSES = {
    lib.STRSMT_SORT_BOOL: BoolTerm,
    lib.STRSMT_SORT_INT: IntTerm,
    lib.STRSMT_SORT_STRING: StringTerm,
    lib.STRSMT_SORT_REGLAN: RegexTerm,
}


def wrap(context: Context, number: int) -> Any:
    """The term of that number."""
    term = object.__new__(_CLASSES[context._handle.call(lib.strsmt_term_sort, number)])
    term._context = context
    term._id = number
    return term


def text_of(term: Term, function: Any) -> str:
    """What a function of the library, which behaves as snprintf does, writes about the term."""
    call = term._context._handle.call
    size = call(function, term._id, ffi.NULL, 0) + 1
    buffer = ffi.new("char[]", size)
    call(function, term._id, buffer, size)
    return ffi.string(buffer).decode("utf-8")


# ---- literals


def int_number(context: Context, value: int) -> int:
    if -(2**63) <= value < 2**63:
        return context._handle.call(lib.strsmt_make_int, value)
    return context._handle.call(lib.strsmt_make_int_text, decimal(value).encode())


def string_number(context: Context, value: Union[str, Sequence[int]]) -> int:
    if isinstance(value, str):
        try:
            codes = ffi.from_buffer("uint32_t[]", value.encode(f"utf-32-{sys.byteorder[0]}e"))
        except UnicodeEncodeError as error:
            surrogate = f"U+{ord(value[error.start]):04X}"
            raise ArgumentError(f"the text has a surrogate, {surrogate}, at position {error.start}, "
                                "which is no character (StringVal takes a list of code points)") from None
    else:
        try:
            codes = ffi.new("uint32_t[]", list(value))
        except OverflowError:
            raise ArgumentError("a code point is negative or above 0x2FFFF") from None
    return context._handle.call(lib.strsmt_make_string_codes, codes, len(codes))


_CHUNK = 4000  # Python converts at most 4300 digits at once


def decimal(value: int) -> str:
    digits: list[str] = []
    rest = abs(value)
    while rest >= 10**_CHUNK:
        rest, low = divmod(rest, 10**_CHUNK)
        digits.append(str(low).zfill(_CHUNK))
    return "-" * (value < 0) + str(rest) + "".join(reversed(digits))


def _int_of(term: Term) -> int:
    small = ffi.new("int64_t *")
    if term._context._handle.call(lib.strsmt_term_int64, term._id, small):
        return int(small[0])
    text = text_of(term, lib.strsmt_term_decimal)
    digits = text.lstrip("-")
    value = 0
    for start in range(0, len(digits), _CHUNK):
        piece = digits[start : start + _CHUNK]
        value = value * 10 ** len(piece) + int(piece)
    return -value if text.startswith("-") else value


# ---- applications


def lift(context: Context, value: object) -> int:
    """The number of a term of the context, or of the literal that a Python value stands for."""
    if isinstance(value, Term):
        if value._context is not context:
            raise ArgumentError(f"{value!r} belongs to another context")
        return value._id
    if isinstance(value, bool):
        return context._handle.call(lib.strsmt_make_bool, value)
    if isinstance(value, int):
        return int_number(context, value)
    if isinstance(value, str):
        return string_number(context, value)
    raise SortError(f"a term, str, int or bool is needed, not {type(value).__name__}")


def context_of(values: Iterable[object], context: Optional[Context] = None) -> Context:
    """The context of the first term among the values; the current one if there is none."""
    if context is None:
        context = next((v._context for v in values if isinstance(v, Term)), None)
    return context or current_context()


def apply(kind: int, *args: object, indices: Sequence[int] = (), context: Optional[Context] = None) -> Any:
    """The term, of whatever sort: the application of an operator (a member of `Kind`), with the indices in its name, if
    it has some.

    >>> from strsmt import String
    >>> apply(Kind.STR_LEN, String("x"))
    Length(x)
    """
    context = context_of(args, context)
    numbers = [lift(context, a) for a in args]
    if not indices:
        return wrap(context, context._handle.call(lib.strsmt_make, kind, len(numbers), numbers))
    if not all(isinstance(i, int) and 0 <= i < 2**32 for i in indices):
        raise ArgumentError(f"the indices of an operator are numbers from 0 to 2^32 - 1, not {list(indices)}")
    made = context._handle.call(lib.strsmt_make_indexed, kind, len(indices), list(indices), len(numbers), numbers)
    return wrap(context, made)


def to_regex(value: Any, context: Context) -> Any:
    """The regular expression of a string; other values as they are."""
    return apply(lib.STRSMT_STR_TO_RE, value, context=context) if isinstance(value, (str, StringTerm)) else value


def apply_regex(kind: int, *args: RegexLike, indices: Sequence[int] = (), context: Optional[Context] = None) -> Any:
    """The same for operators on regular expressions, where a string stands for itself."""
    context = context_of(args, context)
    return apply(kind, *(to_regex(a, context) for a in args), indices=indices, context=context)
