"""Functions on strings, named as in z3's Python API. Positions and lengths count characters."""

from __future__ import annotations

from typing import Any, Iterable, Union, overload

from ._strsmt import lib
from .core import flatten
from .errors import SortError
from .terms import (BoolTerm, IntLike, IntTerm, RegexLike, RegexTerm, StringLike, StringTerm, apply, apply_regex,
                    context_of, to_regex)


@overload
def Concat(*args: Union[StringLike, Iterable[StringLike]]) -> StringTerm: ...  # type: ignore[misc]
@overload
def Concat(*args: Union[RegexLike, Iterable[RegexLike]]) -> RegexTerm: ...
def Concat(*args: Any) -> Any:
    """Of strings; or of regular expressions, if one of the arguments is one.

    >>> from strsmt import Star, String
    >>> Concat(String("x"), "/", String("y"))
    Concat(x, "/", y)
    >>> Concat("a", Star("b")).sexpr()
    '(re.++ (str.to_re "a") (re.* (str.to_re "b")))'
    """
    values = flatten(args)
    if not values:
        raise SortError("Concat needs an argument: it cannot tell strings from regular expressions")
    if any(isinstance(v, RegexTerm) for v in values):
        return apply_regex(lib.STRSMT_RE_CONCAT, *values)
    return apply(lib.STRSMT_STR_CONCAT, *values)


def Length(s: StringLike) -> IntTerm:
    """The number of characters."""
    return apply(lib.STRSMT_STR_LEN, s)


def At(s: StringLike, index: IntLike) -> StringTerm:
    """The character at `index`, as a string; "" outside the string."""
    return apply(lib.STRSMT_STR_AT, s, index)


def SubString(s: StringLike, offset: IntLike, length: IntLike) -> StringTerm:
    """At most `length` characters from `offset` on; "" if the offset lies outside, or the length is not positive."""
    return apply(lib.STRSMT_STR_SUBSTR, s, offset, length)


def PrefixOf(prefix: StringLike, s: StringLike) -> BoolTerm:
    """Does the string begin with it?"""
    return apply(lib.STRSMT_STR_PREFIXOF, prefix, s)


def SuffixOf(suffix: StringLike, s: StringLike) -> BoolTerm:
    """Does the string end with it?"""
    return apply(lib.STRSMT_STR_SUFFIXOF, suffix, s)


def Contains(s: StringLike, part: StringLike) -> BoolTerm:
    """Does the part occur in the string?"""
    return apply(lib.STRSMT_STR_CONTAINS, s, part)


def IndexOf(s: StringLike, part: StringLike, offset: IntLike = 0) -> IntTerm:
    """Where `part` first occurs at `offset` or later; -1 if it does not."""
    return apply(lib.STRSMT_STR_INDEXOF, s, part, offset)


def Replace(s: StringLike, old: Union[StringLike, RegexTerm], new: StringLike) -> StringTerm:
    """The first occurrence of `old` (of a regular expression: its shortest match there) becomes `new`."""
    kind = lib.STRSMT_STR_REPLACE_RE if isinstance(old, RegexTerm) else lib.STRSMT_STR_REPLACE
    return apply(kind, s, old, new)


def ReplaceAll(s: StringLike, old: Union[StringLike, RegexTerm], new: StringLike) -> StringTerm:
    """Every occurrence of `old`, from the left (of a regular expression: every shortest match but the empty one)."""
    kind = lib.STRSMT_STR_REPLACE_RE_ALL if isinstance(old, RegexTerm) else lib.STRSMT_STR_REPLACE_ALL
    return apply(kind, s, old, new)


def StrToInt(s: StringLike) -> IntTerm:
    """The value of decimal digits; -1 for any other string."""
    return apply(lib.STRSMT_STR_TO_INT, s)


def IntToStr(n: IntLike) -> StringTerm:
    """The decimal digits of a number; "" for a negative one."""
    return apply(lib.STRSMT_STR_FROM_INT, n)


def StrToCode(s: StringLike) -> IntTerm:
    """The code point of a single character; -1 for any other string."""
    return apply(lib.STRSMT_STR_TO_CODE, s)


def StrFromCode(code: IntLike) -> StringTerm:
    """The character of a code point; "" if there is none."""
    return apply(lib.STRSMT_STR_FROM_CODE, code)


def IsDigit(s: StringLike) -> BoolTerm:
    """Is it one of "0" to "9"?"""
    return apply(lib.STRSMT_STR_IS_DIGIT, s)


def InRe(s: StringLike, regex: RegexLike) -> BoolTerm:
    """Is the whole string one that the regular expression describes?"""
    return apply(lib.STRSMT_STR_IN_RE, s, to_regex(regex, context_of([s, regex])))
