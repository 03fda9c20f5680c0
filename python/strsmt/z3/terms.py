"""Sorts, declarations and terms with the methods that z3's have. Each holds a term of strsmt, its `term`."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from .. import core
from ..context import Context, Copier
from ..errors import SortError, StrsmtError
from ..terms import Kind, Sort, Term, apply, string_number, wrap
from .kinds import OPERATORS, SORT_KINDS, SORT_NAMES, number_of

Z3Exception = StrsmtError

_main: List[Context] = []


def main_ctx() -> Context:
    """The context of all that names none: one for the whole program, as in z3."""
    if not _main:
        _main.append(Context())
    return _main[0]


def get_ctx(ctx: Optional[Context]) -> Context:
    """That context, or the main one."""
    return ctx or main_ctx()


# ---- sorts


class AstRef:
    """What sorts, declarations and terms have in common."""

    __slots__ = ()

    def eq(self, other: Any) -> bool:
        """Is it the same?"""
        raise NotImplementedError

    def hash(self) -> int:
        """A number that is the same for the same thing."""
        return hash(self)

    def sexpr(self) -> str:
        """As SMT-LIB writes it."""
        raise NotImplementedError

    def use_pp(self) -> bool:
        """Is it printed as Python?"""
        return True

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: object) -> Any:
        return self

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} belongs to a context of this process and cannot be pickled: "
                        "pickle sexpr(), or a solver's sexpr(), and read it with parse_smt2_string")


class SortRef(AstRef):
    """A sort: Bool, Int, String, or regular expressions over strings."""

    __slots__ = ("number", "ctx")

    def __init__(self, number: int, ctx: Context) -> None:
        self.number, self.ctx = Sort(number), ctx

    def name(self) -> str:
        """Its name: Int, ..."""
        return {Sort.STRING: "Seq", Sort.REGLAN: "RegEx"}.get(self.number, SORT_NAMES[self.number])

    def kind(self) -> int:
        """One of Z3_BOOL_SORT, Z3_INT_SORT, Z3_SEQ_SORT, Z3_RE_SORT."""
        return SORT_KINDS[self.number]

    def cast(self, value: Any) -> Any:
        """The value as a term of this sort."""
        return of_sort(value, self.number, self.ctx)

    def subsort(self, other: Any) -> bool:
        """Is it the same sort (there are no others)?"""
        return self.eq(other)

    def is_string(self) -> bool:
        """Is it the sort of strings?"""
        return bool(self.number == Sort.STRING)

    def is_int(self) -> bool:
        """Is it the sort of integers?"""
        return bool(self.number == Sort.INT)

    def is_bool(self) -> bool:
        """Is it the sort of truth values?"""
        return bool(self.number == Sort.BOOL)

    def eq(self, other: Any) -> bool:
        """Is it the same sort?"""
        return isinstance(other, SortRef) and self.number == other.number

    def sexpr(self) -> str:
        """As SMT-LIB writes it."""
        return {Sort.REGLAN: "(RegEx String)"}.get(self.number, SORT_NAMES[self.number])

    def __eq__(self, other: object) -> bool:
        return self.eq(other)

    def __ne__(self, other: object) -> bool:
        return not self.eq(other)

    def __hash__(self) -> int:
        return hash((SortRef, int(self.number)))

    def __repr__(self) -> str:
        return SORT_NAMES[self.number]


class BoolSortRef(SortRef):
    """The sort of truth values."""

    __slots__ = ()


class ArithSortRef(SortRef):
    """The sort of integers."""

    __slots__ = ()


class SeqSortRef(SortRef):
    """The sort of strings."""

    __slots__ = ()


class ReSortRef(SortRef):
    """The sort of regular expressions over strings."""

    __slots__ = ()


_SORT_CLASSES = {Sort.BOOL: BoolSortRef, Sort.INT: ArithSortRef, Sort.STRING: SeqSortRef, Sort.REGLAN: ReSortRef}


def make_sort(number: int, ctx: Optional[Context] = None) -> Any:
    """The sort of that number."""
    return _SORT_CLASSES[Sort(number)](number, get_ctx(ctx))


def BoolSort(ctx: Optional[Context] = None) -> Any:
    """The sort of truth values."""
    return make_sort(Sort.BOOL, ctx)


def IntSort(ctx: Optional[Context] = None) -> Any:
    """The sort of integers."""
    return make_sort(Sort.INT, ctx)


def StringSort(ctx: Optional[Context] = None) -> Any:
    """The sort of strings."""
    return make_sort(Sort.STRING, ctx)


def ReSort(sort: Any, ctx: Optional[Context] = None) -> Any:
    """The sort of regular expressions over strings."""
    if not isinstance(sort, SeqSortRef):
        raise Z3Exception(f"ReSort: there are regular expressions over strings only, not over {sort!r}")
    return make_sort(Sort.REGLAN, ctx)


# ---- declarations


class FuncDeclRef(AstRef):
    """The declaration of a constant, or the operator of a term."""

    __slots__ = ("term", "ctx")

    def __init__(self, term: Term) -> None:
        self.term, self.ctx = term, term.context

    def name(self) -> str:
        """The constant's name, or SMT-LIB's for the operator."""
        kind = self.term.kind
        return OPERATORS[kind][1] if kind in OPERATORS else name_of(self.term)

    def kind(self) -> int:
        """Z3_OP_UNINTERPRETED for a constant; Z3_OP_AND, ..."""
        return number_of(self.term.kind)

    def arity(self) -> int:
        """The number of arguments."""
        return self.term.num_args()

    def domain(self, i: int) -> Any:
        """The sort of argument number i."""
        if not 0 <= i < self.arity():
            raise Z3Exception("Index out of bounds")
        return make_sort(self.term.arg(i).sort, self.ctx)

    def range(self) -> Any:
        """The sort of the result."""
        return make_sort(self.term.sort, self.ctx)

    def params(self) -> List[int]:
        """The numbers in the operator's name."""
        return self.term.indices()

    def eq(self, other: Any) -> bool:
        """Is it the same constant or operator?"""
        if not isinstance(other, FuncDeclRef):
            return False
        if self.kind() == number_of(Kind.CONSTANT):
            return self.term.eq(other.term)
        return self._key() == other._key()

    def _key(self) -> Tuple[Any, ...]:
        return int(self.term.kind), tuple(self.term.indices()), self.range(), self.arity()

    def sexpr(self) -> str:
        """As SMT-LIB declares it."""
        domain = " ".join(self.domain(i).sexpr() for i in range(self.arity()))
        return f"(declare-fun {self.name()} ({domain}) {self.range().sexpr()})"

    def __call__(self, *args: Any) -> Any:
        if self.term.kind == Kind.CONSTANT:
            if args:
                raise Z3Exception("Incorrect number of arguments")
            return expr(self.term)
        if not self.term.num_args():
            return expr(self.term)
        sorts = [self.term.arg(min(i, self.arity() - 1)).sort for i in range(len(args))]
        terms = [of_sort(a, sort, self.ctx).term for a, sort in zip(args, sorts)]
        return expr(apply(self.term.kind, *terms, indices=self.term.indices(), context=self.ctx))

    def __eq__(self, other: object) -> bool:
        return self.eq(other)

    def __ne__(self, other: object) -> bool:
        return not self.eq(other)

    def __hash__(self) -> int:
        return hash(self.term) if self.term.kind == Kind.CONSTANT else hash(self._key())

    def __repr__(self) -> str:
        kind = self.term.kind
        return OPERATORS[kind][2] if kind in OPERATORS and OPERATORS[kind][2] else self.name()


# ---- names. z3 lets one name stand for constants of several sorts; SMT-LIB and strsmt do not.

_shown: Dict[Term, str] = {}


def constant(name: str, sort: int, ctx: Optional[Context] = None) -> Term:
    """The constant. A name that stands for one of another sort already gets the sort's name behind it."""
    context = get_ctx(ctx)
    try:
        return core.Const(name, sort, context)
    except SortError:
        made: Term = core.Const(f"{name}!{SORT_NAMES[Sort(sort)]}", sort, context)
        _shown[made] = name
        return made


def name_of(term: Term) -> str:
    """The name under which the constant was made."""
    return _shown.get(term) or term.name


# ---- terms


class ExprRef(AstRef):
    """A term of any sort."""

    __slots__ = ("term",)
    __iter__ = None
    term: Any

    def __init__(self) -> None:
        raise TypeError("terms are made by functions such as String('x') and StringVal('text')")

    @property
    def ctx(self) -> Context:
        """Its context."""
        context: Context = self.term.context
        return context

    def as_ast(self) -> int:
        """A number that is its own."""
        return int(self.term._id)

    def get_id(self) -> int:
        """A number that is its own."""
        return int(self.term._id)

    def sort(self) -> Any:
        """Its sort."""
        return make_sort(self.term.sort, self.term.context)

    def sort_kind(self) -> int:
        """The kind of its sort."""
        return SORT_KINDS[self.term.sort]

    def decl(self) -> FuncDeclRef:
        """Its operator, or the declaration of a constant."""
        return FuncDeclRef(self.term)

    def kind(self) -> int:
        """The operator's number: Z3_OP_AND, ..."""
        return number_of(self.term.kind)

    def num_args(self) -> int:
        """The number of its arguments."""
        count: int = self.term.num_args()
        return count

    def arg(self, i: int) -> Any:
        """Argument number i, from 0."""
        return expr(self.term.arg(i))

    def children(self) -> List[Any]:
        """Its arguments."""
        return [expr(t) for t in self.term.children()]

    def params(self) -> List[int]:
        """The numbers in its operator's name."""
        indices: List[int] = self.term.indices()
        return indices

    def eq(self, other: Any) -> bool:
        """Is it the same term?"""
        return isinstance(other, ExprRef) and bool(self.term.eq(other.term))

    def sexpr(self) -> str:
        """As SMT-LIB writes it."""
        text: str = self.term.sexpr()
        return text

    def serialize(self) -> str:
        """As SMT-LIB writes it."""
        return self.sexpr()

    def translate(self, target: Context) -> Any:
        """The same term in another context."""
        copier = Copier(self.term.context._handle, target._handle)
        return expr(wrap(target, copier.copy(self.term._id)))

    def __hash__(self) -> int:
        return hash(self.term)

    def __eq__(self, other: object) -> Any:
        if other is None:
            return False
        a, b = coerce(self, other)
        return _new(BoolRef, apply(Kind.EQ, a, b))

    def __ne__(self, other: object) -> Any:
        if other is None:
            return True
        a, b = coerce(self, other)
        return _new(BoolRef, apply(Kind.DISTINCT, a, b))

    def __bool__(self) -> bool:
        try:
            return bool(self.term)
        except TypeError:
            raise Z3Exception("Symbolic expressions cannot be cast to concrete Boolean values.") from None

    def __repr__(self) -> str:
        from .show import text_of

        return text_of(self.term)

    def __str__(self) -> str:
        return repr(self)

    def _repr_latex_(self) -> str:
        text: str = self.term._repr_latex_()
        return text


class BoolRef(ExprRef):
    """Truth values."""

    __slots__ = ()

    def __mul__(self, other: Any) -> Any:
        """The integer, if true, else 0; of two truth values: both."""
        if isinstance(other, (BoolRef, bool)):
            return _new(BoolRef, apply(Kind.AND, self.term, of_sort(other, Sort.BOOL, self.ctx).term))
        return _new(ArithRef, apply(Kind.ITE, self.term, of_sort(other, Sort.INT, self.ctx).term, 0))

    __rmul__ = __mul__

    def __add__(self, other: Any) -> Any:
        return as_int(self) + other

    def __radd__(self, other: Any) -> Any:
        return other + as_int(self)

    def __and__(self, other: Any) -> Any:
        return _new(BoolRef, apply(Kind.AND, self.term, of_sort(other, Sort.BOOL, self.ctx).term))

    def __or__(self, other: Any) -> Any:
        return _new(BoolRef, apply(Kind.OR, self.term, of_sort(other, Sort.BOOL, self.ctx).term))

    def __xor__(self, other: Any) -> Any:
        return _new(BoolRef, apply(Kind.XOR, self.term, of_sort(other, Sort.BOOL, self.ctx).term))

    def __invert__(self) -> Any:
        return _new(BoolRef, apply(Kind.NOT, self.term))


def _arith(kind: int, result: Any, swap: bool = False) -> Any:
    def method(self: ArithRef, other: Any) -> Any:
        number = int_term(self, other)
        return _new(result, apply(kind, number, self.term) if swap else apply(kind, self.term, number))

    return method


class ArithRef(ExprRef):
    """Integers. `/` and `%` are SMT-LIB's div and mod."""

    __slots__ = ()

    def is_int(self) -> bool:
        """Always."""
        return True

    def is_real(self) -> bool:
        """Never."""
        return False

    def __pow__(self, exponent: Any) -> Any:
        """A product, for an exponent that is a number."""
        number = exponent.as_long() if isinstance(exponent, IntNumRef) else exponent
        if not isinstance(number, int) or not 0 <= number <= 1000:
            raise Z3Exception(f"**: an exponent is a number from 0 to 1000 here, not {exponent!r}")
        if number < 2:
            return self if number else int_val(1, self.ctx)
        return _new(ArithRef, apply(Kind.MUL, *[self.term] * number))

    def __neg__(self) -> Any:
        return _new(ArithRef, apply(Kind.NEG, self.term))

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return _new(ArithRef, apply(Kind.ABS, self.term))


for _name, _kind in (("add", Kind.ADD), ("sub", Kind.SUB), ("mul", Kind.MUL), ("div", Kind.DIV),
                     ("truediv", Kind.DIV), ("floordiv", Kind.DIV), ("mod", Kind.MOD)):
    setattr(ArithRef, f"__{_name}__", _arith(_kind, ArithRef))
    setattr(ArithRef, f"__r{_name}__", _arith(_kind, ArithRef, swap=True))
for _name, _kind in (("lt", Kind.LT), ("le", Kind.LE), ("gt", Kind.GT), ("ge", Kind.GE)):
    setattr(ArithRef, f"__{_name}__", _arith(_kind, BoolRef))


class IntNumRef(ArithRef):
    """An integer literal."""

    __slots__ = ()

    def as_long(self) -> int:
        """Its value."""
        return int(self.term.value)

    def as_string(self) -> str:
        """Its decimal digits."""
        return str(self.term.value)

    def as_binary_string(self) -> str:
        """Its binary digits."""
        return f"{self.as_long():b}"

    def py_value(self) -> int:
        """Its value."""
        return self.as_long()

    def __int__(self) -> int:
        return self.as_long()

    def __index__(self) -> int:
        return self.as_long()


def _string(kind: int, swap: bool = False) -> Any:
    def method(self: SeqRef, other: Any) -> Any:
        text = of_sort(other, Sort.STRING, self.ctx).term
        return expr(apply(kind, text, self.term) if swap else apply(kind, self.term, text))

    return method


class SeqRef(ExprRef):
    """Strings. `x[i]` is the character at i, as a string: there is no sort of characters here."""

    __slots__ = ()

    __add__, __radd__ = _string(Kind.STR_CONCAT), _string(Kind.STR_CONCAT, swap=True)
    __lt__, __gt__ = _string(Kind.STR_LT), _string(Kind.STR_LT, swap=True)
    __le__, __ge__ = _string(Kind.STR_LE), _string(Kind.STR_LE, swap=True)

    def at(self, i: Any) -> Any:
        """The character at i, as a string of length 1; "" outside the string."""
        return _new(SeqRef, apply(Kind.STR_AT, self.term, int_term(self, i)))

    def __getitem__(self, i: Any) -> Any:
        return self.at(i)

    def is_string(self) -> bool:
        """Always."""
        return True

    def is_string_value(self) -> bool:
        """Is it a literal?"""
        return bool(self.term.kind == Kind.STRING_LITERAL)

    def as_string(self) -> str:
        r"""A literal's text, with \u{...} for what is not printable ASCII; of any other term what sexpr() says."""
        return self.sexpr()[1:-1].replace('""', '"') if self.is_string_value() else self.sexpr()

    def py_value(self) -> Optional[str]:
        """A literal's text, without escapes; None for any other term."""
        return str(self.term.value) if self.is_string_value() else None


class ReRef(ExprRef):
    """Regular expressions. `+` is union, as in z3."""

    __slots__ = ()

    def __add__(self, other: Any) -> Any:
        return _new(ReRef, apply(Kind.RE_UNION, self.term, of_sort(other, Sort.REGLAN, self.ctx).term))


_CLASSES = {Sort.BOOL: BoolRef, Sort.INT: ArithRef, Sort.STRING: SeqRef, Sort.REGLAN: ReRef}
_BY_CLASS: Dict[Any, Any] = {}


def _new(cls: Any, term: Term) -> Any:
    made = object.__new__(cls)
    made.term = term
    return made


def expr(term: Any) -> Any:
    """The term, as z3 would have it."""
    cls = _BY_CLASS.get(type(term)) or _BY_CLASS.setdefault(type(term), _CLASSES[term.sort])
    if cls is ArithRef and (term.kind == Kind.INT_LITERAL):
        cls = IntNumRef
    return _new(cls, term)


# ---- what Python values stand for

_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]{1,5})\}|\\u([0-9a-fA-F]{4})")


def unescape(text: str) -> List[int]:
    r"""The code points of a text with SMT-LIB's escapes, \u{61} and \u0061, which z3 reads in Python strings, too."""
    codes: List[int] = []
    at = 0
    for found in _ESCAPE.finditer(text):
        code = int(found.group(1) or found.group(2), 16)
        codes += map(ord, text[at : found.start()])
        codes += [code] if code <= 0x2FFFF else map(ord, found.group())
        at = found.end()
    return codes + list(map(ord, text[at:]))


def string_val(value: str, ctx: Optional[Context] = None) -> Any:
    """A string literal."""
    context = get_ctx(ctx)
    return _new(SeqRef, wrap(context, string_number(context, unescape(value) if "\\" in value else value)))


def int_val(value: Any, ctx: Optional[Context] = None) -> Any:
    """An integer literal, from an `int`, from decimal digits, or from a whole float."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise Z3Exception(f"{value!r} is no integer") from None
    return _new(IntNumRef, core.IntVal(number, get_ctx(ctx)))


def bool_val(value: Any, ctx: Optional[Context] = None) -> Any:
    """True or false."""
    return _new(BoolRef, core.BoolVal(value, get_ctx(ctx)))


def as_int(value: BoolRef) -> Any:
    """1 if true, else 0."""
    return _new(ArithRef, apply(Kind.ITE, value.term, 1, 0))


def int_term(like: Any, value: Any) -> Any:
    """What stands beside an integer: what `apply` takes."""
    if isinstance(value, ArithRef):
        return value.term
    if type(value) is int:
        return value
    return of_sort(value, Sort.INT, like.ctx).term


def lifted(value: Any, ctx: Optional[Context] = None) -> Any:
    """A term, or the literal that a Python value stands for."""
    if isinstance(value, ExprRef):
        return value
    if isinstance(value, bool):
        return bool_val(value, ctx)
    if isinstance(value, (int, float)):
        return int_val(value, ctx)
    if isinstance(value, str):
        return string_val(value, ctx)
    raise Z3Exception(f"Python value {value!r} cannot be used as a Z3 expression")


def of_sort(value: Any, sort: int, ctx: Optional[Context] = None) -> Any:
    """The value as a term of that sort, by the conversions that z3 makes."""
    made = int_val(value, ctx) if sort == Sort.INT and isinstance(value, (str, bool)) else lifted(value, ctx)
    found = made.term.sort
    if found == sort:
        return made
    if sort == Sort.INT and found == Sort.BOOL:
        return as_int(made)
    if sort == Sort.REGLAN and found == Sort.STRING:
        return _new(ReRef, apply(Kind.STR_TO_RE, made.term))
    if sort == Sort.BOOL:
        raise Z3Exception(f"True, False or Z3 Boolean expression expected. Received {value!r} of type {type(value)}")
    raise Z3Exception(f"sort mismatch: {SORT_NAMES[Sort(sort)]} is needed, and {value!r} is {SORT_NAMES[found]}")


def coerce(a: Any, b: Any, ctx: Optional[Context] = None) -> Tuple[Any, Any]:
    """Both as terms of strsmt of one sort."""
    if not isinstance(a, ExprRef) and not isinstance(b, ExprRef):
        a, b = lifted(a, ctx), lifted(b, ctx)
    first = a if isinstance(a, ExprRef) else b
    context, sort = first.ctx, first.term.sort
    for value in (a, b):
        if isinstance(value, ExprRef) and value.term.sort == Sort.INT and sort == Sort.BOOL:
            sort = Sort.INT
    if sort == Sort.BOOL and any(type(v) in (int, float) for v in (a, b)):
        sort = Sort.INT
    return of_sort(a, sort, context).term, of_sort(b, sort, context).term


def context_of(values: Iterable[Any], ctx: Optional[Context] = None) -> Context:
    """The context of the first term among the values."""
    if ctx is None:
        ctx = next((v.ctx for v in values if isinstance(v, ExprRef)), None)
    return get_ctx(ctx)


def arguments(values: Sequence[Any]) -> Tuple[List[Any], Optional[Context]]:
    """The arguments of a function that takes any number of them, or one list, and perhaps a context at the end."""
    found = list(values)
    ctx = found.pop() if found and isinstance(found[-1], Context) else None
    if len(found) == 1 and not isinstance(found[0], (ExprRef, str, bool, int)):
        found = list(found[0])
    return found, ctx

