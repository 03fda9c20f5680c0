"""Regular expressions, named as in z3's Python API. Where one is expected, a string stands for itself."""

from __future__ import annotations

from typing import Any, Iterable, Optional, Union

from ._strsmt import lib
from .context import Context
from .core import flatten
from .terms import RegexLike, RegexTerm, StringLike, apply, apply_regex


def Re(s: StringLike, ctx: Optional[Context] = None) -> RegexTerm:
    """Just that string."""
    return apply(lib.STRSMT_STR_TO_RE, s, context=ctx)


def Range(first: StringLike, last: StringLike, ctx: Optional[Context] = None) -> RegexTerm:
    """One character, from first to last. Nothing, if these are no single characters."""
    return apply(lib.STRSMT_RE_RANGE, first, last, context=ctx)


def AllChar(sort: object = None, ctx: Optional[Context] = None) -> RegexTerm:
    """Any one character."""
    return apply(lib.STRSMT_RE_ALLCHAR, context=ctx)


def Full(sort: object = None, ctx: Optional[Context] = None) -> RegexTerm:
    """Any string."""
    return apply(lib.STRSMT_RE_ALL, context=ctx)


def Empty(sort: object = None, ctx: Optional[Context] = None) -> RegexTerm:
    """No string."""
    return apply(lib.STRSMT_RE_NONE, context=ctx)


def _n_ary(kind: int, unit: int, values: Any) -> RegexTerm:
    """Of none, it is the unit; of one, that one."""
    values = flatten(values)
    return apply_regex(kind, *values) if values else apply(unit)


def Union_(*args: Any) -> RegexTerm:
    """What one of them describes; of none, no string.

    >>> Union_("a", "b")
    Union(Re("a"), Re("b"))
    """
    return _n_ary(lib.STRSMT_RE_UNION, lib.STRSMT_RE_NONE, args)


def Inter(*args: Union[RegexLike, Iterable[RegexLike]]) -> RegexTerm:
    """What all of them describe; of none, any string."""
    return _n_ary(lib.STRSMT_RE_INTER, lib.STRSMT_RE_ALL, args)


def Diff(a: RegexLike, b: RegexLike) -> RegexTerm:
    """What a describes, and b does not."""
    return apply_regex(lib.STRSMT_RE_DIFF, a, b)


def Complement(a: RegexLike) -> RegexTerm:
    """Every string that it does not describe."""
    return apply_regex(lib.STRSMT_RE_COMP, a)


def Star(a: RegexLike) -> RegexTerm:
    """Any number of times."""
    return apply_regex(lib.STRSMT_RE_STAR, a)


def Plus(a: RegexLike) -> RegexTerm:
    """At least once.

    >>> Plus(Range("0", "9")).sexpr()
    '(re.+ (re.range "0" "9"))'
    """
    return apply_regex(lib.STRSMT_RE_PLUS, a)


def Option(a: RegexLike) -> RegexTerm:
    """At most once."""
    return apply_regex(lib.STRSMT_RE_OPT, a)


def Power(a: RegexLike, n: int) -> RegexTerm:
    """n times `a`."""
    return apply_regex(lib.STRSMT_RE_POWER, a, indices=[n])


def Loop(a: RegexLike, low: int, high: Optional[int] = None) -> RegexTerm:
    """At least `low` times `a`, and at most `high` times, if that is given (0 is a number like any other here)."""
    if high is not None:
        return apply_regex(lib.STRSMT_RE_LOOP, a, indices=[low, high])
    return apply_regex(lib.STRSMT_RE_CONCAT, Power(a, low), Star(a))
