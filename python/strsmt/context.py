"""Handles on the library's contexts, and `Context`, in which terms live."""

from __future__ import annotations

import itertools
import threading
from typing import Any

from ._strsmt import ffi, lib
from .errors import BY_CODE, BusyError, OutOfMemory, ParseError, StrsmtError


class Handle:
    """A context of the library, with the lock that lets one thread in at a time: cffi releases the GIL."""

    __slots__ = ("pointer", "lock", "blocking")

    def __init__(self, blocking: bool) -> None:
        pointer = lib.strsmt_new(ffi.NULL)
        if not pointer:
            raise OutOfMemory("strsmt_new: out of memory")
        self.pointer = ffi.gc(pointer, lib.strsmt_delete)
        # A solver may be busy for hours, and a handler of a signal must not come back to it: fail. Terms are made in no
        # time: wait.
        self.lock: Any = threading.RLock() if blocking else threading.Lock()
        self.blocking = blocking

    def enter(self) -> Any:
        """For a `with`. The lock itself, which a signal handler's exception cannot leave locked."""
        if not self.blocking and self.lock.locked():
            raise BusyError("the solver is busy: one thread at a time can use it, and no callback or signal handler")
        return self.lock

    def call(self, function: Any, *args: Any) -> Any:
        """Calls a function of the library with this context, and raises the error that it left."""
        with self.enter():
            result = function(self.pointer, *args)
            if lib.strsmt_error(self.pointer):
                raise self.error()
            return result

    def error(self) -> StrsmtError:
        """The error of the last call, which is cleared. The lock is held."""
        kind = BY_CODE[lib.strsmt_error(self.pointer)]
        error = kind(ffi.string(lib.strsmt_error_message(self.pointer)).decode("utf-8", "replace"))
        line, column, token = ffi.new("unsigned *"), ffi.new("unsigned *"), ffi.new("const char **")
        if lib.strsmt_error_place(self.pointer, line, column, token) and isinstance(error, ParseError):
            error.line, error.column = line[0], column[0]
            error.token = ffi.string(token[0]).decode("utf-8", "replace")
        lib.strsmt_clear_error(self.pointer)
        return error


class Copier:
    """Copies terms of one handle to another, each once."""

    __slots__ = ("source", "target", "map")

    def __init__(self, source: Handle, target: Handle) -> None:
        self.source, self.target = source, target
        self.map = ffi.gc(lib.strsmt_python_map_new(), lib.strsmt_python_map_delete)
        if not self.map:
            raise OutOfMemory("out of memory")

    def copy(self, term: int) -> int:
        with self.source.enter(), self.target.enter():
            copy: int = lib.strsmt_python_copy(self.map, self.source.pointer, self.target.pointer, term)
            for handle in (self.source, self.target):
                if lib.strsmt_error(handle.pointer):
                    raise handle.error()
            if not copy:
                raise OutOfMemory("out of memory")
            return copy

    def set(self, term: int, copy: int) -> None:
        """Says what a term becomes."""
        if not lib.strsmt_python_map_set(self.map, term, copy):
            raise OutOfMemory("out of memory")

    def constants(self) -> list[int]:
        """The constants copied so far, in that order, as terms of the source."""
        return list(self.map.constants[0 : self.map.constant_count])


_serials = itertools.count(1)


class _Current(threading.local):
    def __init__(self) -> None:
        self.stack: list[Context] = []


_current = _Current()


class Context:
    """A place for terms. Each thread has one that is used where none is named; in a `with` block, this one is used.
    It lives as long as its terms and solvers do. Terms may be shared by threads.

    >>> from strsmt import String
    >>> with Context() as c:
    ...     x = String("x")
    >>> x.context is c, String("y").context is c
    (True, False)
    """

    __slots__ = ("_handle", "_serial", "__weakref__")

    def __init__(self) -> None:
        self._handle = Handle(blocking=True)
        self._serial = next(_serials)

    def __enter__(self) -> Context:
        _current.stack.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _current.stack.pop()

    def __reduce__(self) -> Any:
        raise TypeError("a context cannot be pickled: make one with Context() where the pickle is read")

    def __repr__(self) -> str:
        return f"<strsmt.Context {self._serial}>"


def current_context() -> Context:
    """The context of the innermost `with` block of this thread, or else the thread's own."""
    if not _current.stack:
        _current.stack.append(Context())
    return _current.stack[-1]
