"""Exceptions: one class for each error code of the library, with the library's message."""

from __future__ import annotations

from ._strsmt import lib


class StrsmtError(Exception):
    """What every error of the library and of this package is."""

    output = ""  # what a script had answered before the error


class ArgumentError(StrsmtError, ValueError):
    """An argument that makes no sense, or that belongs to another context."""


class SortError(StrsmtError, TypeError):
    """An argument of the wrong sort, or the wrong number of them."""


class StateError(StrsmtError):
    """Something that cannot be asked for now, such as a model after `unsat`."""


class BusyError(StateError):
    """Something was asked for while a check, or another long call, runs: by another thread, a callback or a handler."""


class OutOfMemory(StrsmtError, MemoryError):
    """There is no memory; the solver or context cannot be used any more."""


class SinkError(StrsmtError):
    """The proof could not be kept; the solver cannot be used any more."""


class InternalError(StrsmtError):
    """A fault of the library, which it found itself."""


class ParseError(StrsmtError, ValueError):
    """A mistake in SMT-LIB text. Lines and columns are counted from 1; `token` is what stands there."""

    line = column = 0
    token = ""


class LimitError(StrsmtError):
    """A limit, or an interrupt, ended work that is no check, such as the translation of a pattern."""


class ProofError(StrsmtError):
    """A proof that strsmt-check refuses. `code` is its exit code: 1 the proof is wrong, 2 it belongs to another
    problem, 3 unreadable input, 4 out of memory."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


BY_CODE = {
    lib.STRSMT_ERROR_ARGUMENT: ArgumentError,
    lib.STRSMT_ERROR_SORT: SortError,
    lib.STRSMT_ERROR_STATE: StateError,
    lib.STRSMT_ERROR_MEMORY: OutOfMemory,
    lib.STRSMT_ERROR_SINK: SinkError,
    lib.STRSMT_ERROR_INTERNAL: InternalError,
    lib.STRSMT_ERROR_BUSY: BusyError,
    lib.STRSMT_ERROR_SYNTAX: ParseError,
    lib.STRSMT_ERROR_LIMIT: LimitError,
}
