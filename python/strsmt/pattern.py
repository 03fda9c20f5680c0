"""Patterns as people write them, as regular expressions."""

from __future__ import annotations

import warnings
from typing import Any, Optional

from ._strsmt import ffi, lib
from .context import Context, current_context
from .errors import ArgumentError
from .terms import RegexTerm, wrap

DIALECTS = {"pcre2": lib.STRSMT_DIALECT_PCRE2, "ecma": lib.STRSMT_DIALECT_ECMA, "re2": lib.STRSMT_DIALECT_RE2,
            "python": lib.STRSMT_DIALECT_PYTHON}
FLAGS = {"i": lib.STRSMT_PATTERN_CASELESS, "m": lib.STRSMT_PATTERN_MULTILINE, "s": lib.STRSMT_PATTERN_DOTALL,
         "x": lib.STRSMT_PATTERN_EXTENDED, "u": lib.STRSMT_PATTERN_UNICODE, "a": lib.STRSMT_PATTERN_ASCII,
         "D": lib.STRSMT_PATTERN_DOLLAR_END}


def _described(text: str, dialect: str, flags: str, search: bool) -> Any:
    """The pattern as the library takes it; it keeps its text alive as long as the second value lives."""
    if dialect not in DIALECTS:
        raise ArgumentError(f"there is no dialect {dialect!r}: choose from {', '.join(DIALECTS)}")
    bits = 0
    for letter in flags:
        if letter not in FLAGS:
            raise ArgumentError(f"there is no flag {letter!r}: choose from {', '.join(FLAGS)}")
        bits |= FLAGS[letter]
    data = text.encode("utf-8")
    kept = ffi.new("char[]", data)
    mode = lib.STRSMT_MATCH_SEARCH if search else lib.STRSMT_MATCH_FULL
    return ffi.new("strsmt_pattern *", [kept, len(data), DIALECTS[dialect], bits, mode]), kept


def Pattern(text: str, *, dialect: str = "python", flags: str = "", search: bool, ctx: Optional[Context] = None) -> RegexTerm:
    r"""The strings that a pattern matches: that have a match in them (`search=True`), or that match as a whole.

    `dialect` is "pcre2", "ecma" (JSON Schema, OpenAPI), "re2" (Go, Kubernetes, CEL) or "python"; `flags` are letters: "i" case
    does not matter, "m" `^` and `$` at lines, "s" `.` is any character, "x" blanks say nothing, "u" Unicode (pcre2), "a" ASCII
    (python), "D" `$` at the very end only (pcre2). What has no regular language is refused, with a `ParseError` that says where.

    >>> from strsmt import InRe, Not, String, prove, solve
    >>> Pattern("a|b+", search=False)
    Union(Re("a"), Plus(Re("b")))
    >>> x = String("x")
    >>> prove(Not(InRe(x, Pattern("^[a-z]+$", dialect="ecma", search=True))) | InRe(x, Pattern("[a-z]{1,}", search=False)))
    proved
    >>> Pattern(r"(a)\1", search=True)
    Traceback (most recent call last):
        ...
    strsmt.errors.ParseError: strsmt_make_pattern: at byte 3: a backreference makes a language that is not regular; write the alternatives that the group can match, each with its repetition
    """
    context = ctx or current_context()
    described, kept = _described(text, dialect, flags, search)
    handle = context._handle
    with handle.enter():
        made = wrap(context, handle.call(lib.strsmt_make_pattern, described))
        note = ffi.string(lib.strsmt_get_pattern_report(handle.pointer).note).decode()
    if note:
        warnings.warn(f"{note}: {text!r}", stacklevel=2)
    del kept
    return made


def pattern_matches(text: str, string: str, *, dialect: str = "python", flags: str = "", search: bool) -> bool:
    """Does PCRE2 say that the string matches? For confirming what a solver found, by other means.

    >>> pattern_matches("^a+$", "aaa", search=True)
    True
    """
    described, kept = _described(text, dialect, flags, search)
    codes = ffi.new("uint32_t[]", [ord(c) for c in string])
    answer = ffi.new("bool *")
    current_context()._handle.call(lib.strsmt_pattern_matches, described, codes, len(string), answer)
    del kept
    return bool(answer[0])
