"""SMT-LIB text: terms, the assertions of scripts, and scripts that are run. The library reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, List, Mapping, Optional, Union

from ._strsmt import ffi, lib
from .context import Context, Copier, Handle, current_context
from .errors import ArgumentError, OutOfMemory, StrsmtError
from .terms import BoolTerm, Term, wrap
from .watch import Watch, limits_of


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ArgumentError(f"the text has a surrogate at position {error.start}") from None


def parse_term(text: str, ctx: Optional[Context] = None) -> Any:
    """The term that the text is. It may speak of the constants that its context has already.

    >>> from strsmt import String
    >>> x = String("x")
    >>> parse_term('(str.++ x "a")')
    Concat(x, "a")
    >>> parse_term("(str.len nothing)")                  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    strsmt.errors.ParseError: strsmt_parse_term: line 1 column 10: ...
    """
    context, data = ctx or current_context(), _encoded(text)
    return wrap(context, context._handle.call(lib.strsmt_parse_term, data, len(data)))


def parse_smt2_string(text: str, decls: Mapping[str, Term] = {}, ctx: Optional[Context] = None) -> List[BoolTerm]:
    """The assertions of a script, as they are at its end; what it asks for is passed over. `decls` says what names that
    it does not declare stand for.

    >>> parse_smt2_string('(declare-const x String) (assert (str.prefixof "a" x)) (check-sat)')
    [PrefixOf("a", x)]
    """
    context = ctx or next((t.context for t in decls.values()), None) or current_context()
    data, handle = _encoded(text), Handle(blocking=True)
    back = Copier(handle, context._handle)
    for name, term in decls.items():
        if term.context is not context:
            raise ArgumentError(f"{term!r} belongs to another context")
        back.set(handle.call(lib.strsmt_make_constant, _encoded(name), term.sort), term._id)
    handle.call(lib.strsmt_parse_script, data, len(data))
    count = handle.call(lib.strsmt_assertion_count)
    return [wrap(context, back.copy(handle.call(lib.strsmt_assertion, i))) for i in range(count)]


def parse_smt2_file(path: Union[str, os.PathLike[str]], decls: Mapping[str, Term] = {},
                    ctx: Optional[Context] = None) -> List[BoolTerm]:
    """The assertions of a script in a file: see parse_smt2_string."""
    return parse_smt2_string(Path(path).read_text(encoding="utf-8"), decls, ctx)


def run_smt2_string(text: str, timeout: Optional[float] = None, steps: Optional[int] = None,
                    memory: Optional[int] = None) -> str:
    """Runs a script, as the program strsmt does, and returns its responses. The limits (see Solver.check) hold for each
    check. A mistake raises ParseError, which has the responses so far as `output`.

    >>> run_smt2_string("(declare-const x String) (assert (= x x)) (check-sat) (assert false) (check-sat)")
    'sat\\nunsat\\n'
    """
    data, handle = _encoded(text), Handle(blocking=False)
    out = ffi.gc(lib.strsmt_python_output_new(), lib.strsmt_python_output_delete)
    if not out:
        raise OutOfMemory("out of memory")
    watch = Watch(handle)
    handle.call(lib.strsmt_set_limits, limits_of(timeout, steps, memory))
    try:
        watch.call(lib.strsmt_run_script, data, len(data), ffi.addressof(lib, "strsmt_python_write"), out)
    except StrsmtError as error:
        error.output = _text(out)
        raise
    return _text(out)


def _text(out: Any) -> str:
    return ffi.buffer(out.data, out.size)[:].decode() if out.size else ""
