"""z3's functions that make terms."""

from __future__ import annotations

import itertools
from typing import Any, Dict, List, Optional, Tuple

from .. import core
from ..context import Context, Copier
from ..terms import Kind, Sort, Term, apply, wrap
from .terms import (ArithRef, BoolRef, ExprRef, FuncDeclRef, IntNumRef, ReRef, SeqRef, SortRef, Z3Exception, _new,
                    arguments, bool_val, coerce, constant, context_of, expr, get_ctx, int_val, lifted, make_sort,
                    of_sort, string_val)

# ---- constants and literals


def Const(name: Any, sort: Any) -> Any:
    """The constant of that name and sort."""
    if not isinstance(sort, SortRef):
        raise Z3Exception("Z3 sort expected")
    return expr(constant(str(name), sort.number, sort.ctx))


def Consts(names: Any, sort: Any) -> List[Any]:
    """Constants of one sort, of names with blanks between them or in a list."""
    return [Const(name, sort) for name in _names(names)]


def _names(names: Any) -> List[str]:
    return names.split() if isinstance(names, str) else list(names)


def Bool(name: Any, ctx: Optional[Context] = None) -> Any:
    """A constant that is true or false."""
    return _new(BoolRef, constant(str(name), Sort.BOOL, ctx))


def Int(name: Any, ctx: Optional[Context] = None) -> Any:
    """A constant that is an integer."""
    return _new(ArithRef, constant(str(name), Sort.INT, ctx))


def String(name: Any, ctx: Optional[Context] = None) -> Any:
    """A constant that is a string."""
    return _new(SeqRef, constant(str(name), Sort.STRING, ctx))


def Bools(names: Any, ctx: Optional[Context] = None) -> List[Any]:
    """Constants that are true or false."""
    return [Bool(name, ctx) for name in _names(names)]


def Ints(names: Any, ctx: Optional[Context] = None) -> List[Any]:
    """Constants that are integers."""
    return [Int(name, ctx) for name in _names(names)]


def Strings(names: Any, ctx: Optional[Context] = None) -> List[Any]:
    """Constants that are strings."""
    return [String(name, ctx) for name in _names(names)]


def BoolVector(prefix: str, size: int, ctx: Optional[Context] = None) -> List[Any]:
    """Constants prefix__0, prefix__1, ... that are true or false."""
    return [Bool(f"{prefix}__{i}", ctx) for i in range(size)]


def IntVector(prefix: str, size: int, ctx: Optional[Context] = None) -> List[Any]:
    """Constants prefix__0, prefix__1, ... that are integers."""
    return [Int(f"{prefix}__{i}", ctx) for i in range(size)]


_fresh = itertools.count()


def FreshConst(sort: Any, prefix: str = "c") -> Any:
    """A constant with a name of its own."""
    return Const(f"{prefix}!{next(_fresh)}", sort)


def FreshInt(prefix: str = "x", ctx: Optional[Context] = None) -> Any:
    """An integer constant with a name of its own."""
    return FreshConst(make_sort(Sort.INT, ctx), prefix)


def FreshBool(prefix: str = "b", ctx: Optional[Context] = None) -> Any:
    """A Boolean constant with a name of its own."""
    return FreshConst(make_sort(Sort.BOOL, ctx), prefix)


def BoolVal(value: Any, ctx: Optional[Context] = None) -> Any:
    """True or false."""
    return bool_val(value, ctx)


def IntVal(value: Any, ctx: Optional[Context] = None) -> Any:
    """An integer literal, from a number or from decimal digits."""
    return int_val(value, ctx)


def StringVal(value: str, ctx: Optional[Context] = None) -> Any:
    r"""A string literal; \u{61} and \u0061 are characters, as in SMT-LIB."""
    if not isinstance(value, str):
        raise Z3Exception(f"StringVal takes a str, not {value!r}")
    return string_val(value, ctx)


# ---- Booleans


def _bools(values: Any) -> Tuple[Context, List[Term]]:
    found, ctx = arguments(values)
    context = context_of(found, ctx)
    return context, [of_sort(v, Sort.BOOL, context).term for v in found]


def _junction(kind: int, values: Any, empty: bool) -> Any:
    context, terms = _bools(values)
    return _new(BoolRef, apply(kind, *terms)) if terms else bool_val(empty, context)


def And(*args: Any) -> Any:
    """Are all of them true? They may come as one list."""
    return _junction(Kind.AND, args, True)


def Or(*args: Any) -> Any:
    """Is one of them true? They may come as one list."""
    return _junction(Kind.OR, args, False)


def _boolean(kind: int, *args: Any, ctx: Optional[Context] = None) -> Any:
    context = context_of(args, ctx)
    return _new(BoolRef, apply(kind, *(of_sort(a, Sort.BOOL, context).term for a in args)))


def Not(a: Any, ctx: Optional[Context] = None) -> Any:
    """Is it false?"""
    return _boolean(Kind.NOT, a, ctx=ctx)


def mk_not(a: Any) -> Any:
    """Its negation, without a double one."""
    return a.arg(0) if a.term.kind == Kind.NOT else Not(a)


def Xor(a: Any, b: Any, ctx: Optional[Context] = None) -> Any:
    """Is exactly one of them true?"""
    return _boolean(Kind.XOR, a, b, ctx=ctx)


def Implies(a: Any, b: Any, ctx: Optional[Context] = None) -> Any:
    """Is b true if a is?"""
    return _boolean(Kind.IMPLIES, a, b, ctx=ctx)


def If(a: Any, b: Any, c: Any, ctx: Optional[Context] = None) -> Any:
    """b if a is true, else c."""
    context = context_of((a, b, c), ctx)
    then, otherwise = coerce(b, c, context)
    return expr(apply(Kind.ITE, of_sort(a, Sort.BOOL, context).term, then, otherwise))


def Distinct(*args: Any) -> Any:
    """Are all of them different?"""
    found, ctx = arguments(args)
    if len(found) < 2:
        return bool_val(True, context_of(found, ctx))
    first = next((v for v in found if isinstance(v, ExprRef)), None)
    first = lifted(found[0], ctx) if first is None else first
    terms = [coerce(first, v)[1] for v in found]
    made = apply(Kind.DISTINCT, *terms)
    if len(terms) > 2:
        shown_as[made] = terms
    return _new(BoolRef, made)


# The terms of a Distinct that has become a conjunction of differences, for printing.
shown_as: Dict[Term, List[Term]] = {}


def _weights(pairs: Any) -> Tuple[Any, List[Any]]:
    pairs = list(pairs)
    context = context_of([p for p, _ in pairs])
    return context, [apply(Kind.ITE, of_sort(p, Sort.BOOL, context).term, int(w), 0) for p, w in pairs]


def _pseudo(kind: int, pairs: Any, k: Any) -> Any:
    context, terms = _weights(pairs)
    total = apply(Kind.ADD, *terms) if len(terms) > 1 else terms[0] if terms else core.IntVal(0, context)
    return _new(BoolRef, apply(kind, total, int(k)))


def AtMost(*args: Any) -> Any:
    """Are at most k of them true? The last argument is k. It is a sum of ifs."""
    found = list(args[0]) + list(args[1:]) if len(args) == 2 and isinstance(args[0], (list, tuple)) else list(args)
    return _pseudo(Kind.LE, [(p, 1) for p in found[:-1]], found[-1])


def AtLeast(*args: Any) -> Any:
    """Are at least k of them true? The last argument is k. It is a sum of ifs."""
    found = list(args[0]) + list(args[1:]) if len(args) == 2 and isinstance(args[0], (list, tuple)) else list(args)
    return _pseudo(Kind.GE, [(p, 1) for p in found[:-1]], found[-1])


def PbLe(args: Any, k: int) -> Any:
    """Is the sum of the weights of those that are true at most k? Pairs (condition, weight)."""
    return _pseudo(Kind.LE, args, k)


def PbGe(args: Any, k: int) -> Any:
    """Is the sum of the weights of those that are true at least k? Pairs (condition, weight)."""
    return _pseudo(Kind.GE, args, k)


def PbEq(args: Any, k: int, ctx: Optional[Context] = None) -> Any:
    """Is the sum of the weights of those that are true k? Pairs (condition, weight)."""
    return _pseudo(Kind.EQ, args, k)


# ---- integers


def _fold(kind: int, values: Any, unit: int) -> Any:
    found, ctx = arguments(values)
    context = context_of(found, ctx)
    terms = [of_sort(v, Sort.INT, context).term for v in found]
    if len(terms) < 2:
        return expr(terms[0]) if terms else int_val(unit, context)
    return _new(ArithRef, apply(kind, *terms))


def Sum(*args: Any) -> Any:
    """The sum; of a list, or of the arguments."""
    return _fold(Kind.ADD, args, 0)


def Product(*args: Any) -> Any:
    """The product; of a list, or of the arguments."""
    return _fold(Kind.MUL, args, 1)


def Abs(a: Any) -> Any:
    """The absolute value."""
    return _new(ArithRef, apply(Kind.ABS, of_sort(a, Sort.INT).term))


# ---- strings


def _text(values: Any, ctx: Optional[Context] = None) -> List[Term]:
    context = context_of(values, ctx)
    return [of_sort(v, Sort.STRING, context).term for v in values]


def Concat(*args: Any) -> Any:
    """Of strings, or of regular expressions; nested to the right, as z3 does."""
    found, _ = arguments(args)
    context = context_of(found)
    regex = any(isinstance(v, ReRef) for v in found)
    if len(found) < 2 and not regex and not all(isinstance(v, (SeqRef, str)) for v in found) or not found:
        raise Z3Exception("At least two arguments expected.")
    sort, kind = (Sort.REGLAN, Kind.RE_CONCAT) if regex else (Sort.STRING, Kind.STR_CONCAT)
    terms = [of_sort(v, sort, context).term for v in found]
    made = terms[-1]
    for term in reversed(terms[:-1]):
        made = apply(kind, term, made)
    return expr(made)


def Length(s: Any) -> Any:
    """The number of characters."""
    if not isinstance(s, (SeqRef, str)):
        raise Z3Exception("Non-sequence passed as a sequence")
    return _new(ArithRef, apply(Kind.STR_LEN, *_text([s])))


def SubString(s: Any, offset: Any, length: Any) -> Any:
    """At most `length` characters from `offset` on; "" if the offset lies outside, or the length is not positive."""
    text = _text([s])[0]
    numbers = [of_sort(v, Sort.INT, text.context).term for v in (offset, length)]
    return _new(SeqRef, apply(Kind.STR_SUBSTR, text, *numbers))


def SubSeq(s: Any, offset: Any, length: Any) -> Any:
    """The same as SubString."""
    return SubString(s, offset, length)


def Extract(high: Any, low: Any, a: Any) -> Any:
    """Of a string: SubString. (z3's other Extract is of bit vectors.)"""
    if not isinstance(high, (SeqRef, str)):
        raise Z3Exception("Extract: strsmt has no bit vectors; of a string, it is Extract(string, offset, length)")
    return SubString(high, low, a)


def PrefixOf(a: Any, b: Any) -> Any:
    """Does b begin with a?"""
    return _new(BoolRef, apply(Kind.STR_PREFIXOF, *_text([a, b])))


def SuffixOf(a: Any, b: Any) -> Any:
    """Does b end with a?"""
    return _new(BoolRef, apply(Kind.STR_SUFFIXOF, *_text([a, b])))


def Contains(a: Any, b: Any) -> Any:
    """Does b occur in a?"""
    return _new(BoolRef, apply(Kind.STR_CONTAINS, *_text([a, b])))


def Replace(s: Any, old: Any, new: Any) -> Any:
    """The first occurrence of `old` becomes `new`."""
    return _new(SeqRef, apply(Kind.STR_REPLACE, *_text([s, old, new])))


def ReplaceAll(s: Any, old: Any, new: Any) -> Any:
    """Every occurrence of `old` becomes `new`."""
    return _new(SeqRef, apply(Kind.STR_REPLACE_ALL, *_text([s, old, new])))


def IndexOf(s: Any, part: Any, offset: Any = 0) -> Any:
    """Where `part` first occurs at `offset` or later; -1 if it does not."""
    text, other = _text([s, part])
    return _new(ArithRef, apply(Kind.STR_INDEXOF, text, other, of_sort(offset, Sort.INT, text.context).term))


# The constants that stand for a term that SMT-LIB cannot write: what they are printed as, and what must hold of them.
defined: Dict[Term, Tuple[str, Term]] = {}


def LastIndexOf(s: Any, part: Any) -> Any:
    """Where `part` last occurs; -1 if it does not. A constant of its own, which solvers define when they see it."""
    text, other = (expr(t) for t in _text([s, part]))
    if isinstance(s, SeqRef) and s.is_string_value() and other.is_string_value():
        return int_val(text.py_value().rfind(other.py_value()), text.ctx)
    at = FreshInt("last_indexof", text.ctx)
    there = And(at >= 0, PrefixOf(other, SubString(text, at, Length(text))),
                Not(Contains(SubString(text, at + 1, Length(text)), other)))
    rule = If(other == "", at == Length(text), If(Contains(text, other), there, at == -1))
    defined[at.term] = (f"LastIndexOf({text!r}, {other!r})", rule.term)
    return at


def StrToInt(s: Any) -> Any:
    """The value of decimal digits; -1 for any other string."""
    return _new(ArithRef, apply(Kind.STR_TO_INT, *_text([s])))


def IntToStr(n: Any) -> Any:
    """The decimal digits of a number; "" for a negative one."""
    return _new(SeqRef, apply(Kind.STR_FROM_INT, of_sort(n, Sort.INT).term))


def StrToCode(s: Any) -> Any:
    """The code point of a single character; -1 for any other string."""
    return _new(ArithRef, apply(Kind.STR_TO_CODE, *_text([s])))


def StrFromCode(c: Any) -> Any:
    """The character of a code point; "" if there is none."""
    return _new(SeqRef, apply(Kind.STR_FROM_CODE, of_sort(c, Sort.INT).term))


# ---- regular expressions


def _regex(kind: int, *args: Any, indices: Tuple[int, ...] = ()) -> Any:
    context = context_of(args)
    return _new(ReRef, apply(kind, *(of_sort(a, Sort.REGLAN, context).term for a in args), indices=indices))


def Re(s: Any, ctx: Optional[Context] = None) -> Any:
    """Just that string."""
    return _new(ReRef, apply(Kind.STR_TO_RE, *_text([s], ctx)))


def Range(lo: Any, hi: Any, ctx: Optional[Context] = None) -> Any:
    """One character, from lo to hi."""
    return _new(ReRef, apply(Kind.RE_RANGE, *_text([lo, hi], ctx)))


def InRe(s: Any, regex: Any) -> Any:
    """Is the whole string one that the regular expression describes?"""
    context = context_of([s, regex])
    return _new(BoolRef, apply(Kind.STR_IN_RE, of_sort(s, Sort.STRING, context).term,
                               of_sort(regex, Sort.REGLAN, context).term))


def Union(*args: Any) -> Any:
    """What one of them describes."""
    found, _ = arguments(args)
    return _regex(Kind.RE_UNION, *found) if len(found) != 1 else of_sort(found[0], Sort.REGLAN)


def Intersect(*args: Any) -> Any:
    """What all of them describe."""
    found, _ = arguments(args)
    return _regex(Kind.RE_INTER, *found) if len(found) != 1 else of_sort(found[0], Sort.REGLAN)


def Complement(regex: Any) -> Any:
    """What it does not describe."""
    return _regex(Kind.RE_COMP, regex)


def Diff(a: Any, b: Any, ctx: Optional[Context] = None) -> Any:
    """What a describes, and b does not."""
    return _regex(Kind.RE_DIFF, a, b)


def Star(regex: Any) -> Any:
    """Any number of times."""
    return _regex(Kind.RE_STAR, regex)


def Plus(regex: Any) -> Any:
    """At least once."""
    return _regex(Kind.RE_PLUS, regex)


def Option(regex: Any) -> Any:
    """At most once."""
    return _regex(Kind.RE_OPT, regex)


def Loop(regex: Any, lo: int, hi: int = 0) -> Any:
    """At least lo times; at most hi times, if that is not 0."""
    if hi:
        return _regex(Kind.RE_LOOP, regex, indices=(lo, hi))
    return _regex(Kind.RE_CONCAT, _regex(Kind.RE_POWER, regex, indices=(lo,)), Star(regex))


def Power(regex: Any, n: int) -> Any:
    """n times."""
    return _regex(Kind.RE_POWER, regex, indices=(n,))


def _constant_regex(kind: int, sort: Any) -> Any:
    if not isinstance(sort, SortRef) or sort.number != Sort.REGLAN:
        raise Z3Exception(f"the sort of regular expressions is needed, ReSort(StringSort()), not {sort!r}")
    return _new(ReRef, apply(kind, context=sort.ctx))


def Empty(sort: Any) -> Any:
    """The empty string of StringSort(); no string of ReSort(StringSort())."""
    if isinstance(sort, SortRef) and sort.number == Sort.STRING:
        return string_val("", sort.ctx)
    return _constant_regex(Kind.RE_NONE, sort)


def Full(sort: Any) -> Any:
    """Any string."""
    return _constant_regex(Kind.RE_ALL, sort)


def AllChar(sort: Any, ctx: Optional[Context] = None) -> Any:
    """Any one character."""
    return _constant_regex(Kind.RE_ALLCHAR, sort)


# ---- any term


def substitute(t: Any, *pairs: Any) -> Any:
    """The term with other terms in the place of some, all at once: pairs (old, new), or a list of them."""
    found = list(pairs[0]) if len(pairs) == 1 and isinstance(pairs[0], list) else list(pairs)
    if not all(isinstance(p, tuple) and len(p) == 2 for p in found):
        raise Z3Exception("Z3 invalid substitution, expression pairs expected.")
    terms = []
    for old, new in found:
        new = of_sort(new, old.term.sort, old.ctx)
        terms.append((old.term, new.term))
    return expr(core.substitute(t.term, *terms))


def simplify(a: Any, *arguments: Any, **keywords: Any) -> Any:
    """A term that means the same in every model, in simpler words. z3's options are not looked at."""
    return expr(core.simplify(a.term))


# ---- what is it?


def is_ast(a: Any) -> bool:
    """Is it a term, a sort or a declaration?"""
    return isinstance(a, (ExprRef, SortRef, FuncDeclRef))


def is_expr(a: Any) -> bool:
    """Is it a term?"""
    return isinstance(a, ExprRef)


is_app = is_expr


def is_sort(a: Any) -> bool:
    """Is it a sort?"""
    return isinstance(a, SortRef)


def is_func_decl(a: Any) -> bool:
    """Is it a declaration?"""
    return isinstance(a, FuncDeclRef)


def is_const(a: Any) -> bool:
    """Is it a term without arguments?"""
    return isinstance(a, ExprRef) and a.num_args() == 0


def is_app_of(a: Any, k: int) -> bool:
    """Is it an application of the operator of that number?"""
    return isinstance(a, ExprRef) and a.kind() == k


def is_bool(a: Any) -> bool:
    """Is it a truth value?"""
    return isinstance(a, BoolRef)


def is_arith(a: Any) -> bool:
    """Is it an integer?"""
    return isinstance(a, ArithRef)


is_int = is_arith


def is_int_value(a: Any) -> bool:
    """Is it an integer literal?"""
    return isinstance(a, IntNumRef)


def is_seq(a: Any) -> bool:
    """Is it a string?"""
    return isinstance(a, SeqRef)


is_string = is_seq


def is_string_value(a: Any) -> bool:
    """Is it a string literal?"""
    return isinstance(a, SeqRef) and a.is_string_value()


def is_re(a: Any) -> bool:
    """Is it a regular expression?"""
    return isinstance(a, ReRef)


def is_arith_sort(s: Any) -> bool:
    """Is it the sort of integers?"""
    return isinstance(s, SortRef) and s.number == Sort.INT


def _asks(kind: int, what: str) -> Any:
    def ask(a: Any) -> bool:
        return isinstance(a, ExprRef) and bool(a.term.kind == kind)

    ask.__doc__, ask.__name__ = f"Is it {what}?", f"is_{what}"
    return ask


is_true, is_false = _asks(Kind.TRUE, "true"), _asks(Kind.FALSE, "false")
is_and, is_or, is_not = _asks(Kind.AND, "and"), _asks(Kind.OR, "or"), _asks(Kind.NOT, "not")
is_implies, is_eq, is_distinct = _asks(Kind.IMPLIES, "implies"), _asks(Kind.EQ, "eq"), _asks(Kind.DISTINCT, "distinct")
is_add, is_sub, is_mul = _asks(Kind.ADD, "add"), _asks(Kind.SUB, "sub"), _asks(Kind.MUL, "mul")
is_idiv, is_mod = _asks(Kind.DIV, "idiv"), _asks(Kind.MOD, "mod")
is_le, is_lt, is_ge, is_gt = (_asks(Kind.LE, "le"), _asks(Kind.LT, "lt"), _asks(Kind.GE, "ge"), _asks(Kind.GT, "gt"))


def eq(a: Any, b: Any) -> bool:
    """Are they the same term?"""
    return bool(a.eq(b))


def get_sort(a: Any) -> Any:
    """The sort of a term."""
    return a.sort()


def translated(a: Any, target: Context) -> Any:
    """The same in another context."""
    copier = Copier(a.ctx._handle, target._handle)
    return expr(wrap(target, copier.copy(a.term._id)))


def context(ctx: Optional[Context] = None) -> Context:
    """The main context, or that one."""
    return get_ctx(ctx)
