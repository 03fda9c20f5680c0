"""What runs while a check runs: the callbacks of the library, signals, and the end of the interpreter."""

from __future__ import annotations

import atexit
import math
import time
from typing import Any, Callable, Dict, Optional, Union

from ._strsmt import ffi, lib
from .context import Handle
from .errors import ArgumentError

Statistics = Dict[str, Union[int, float]]


class Watch:
    """The callbacks of a running check, and what they leave: an exception of theirs, or of a signal handler, such as
    Ctrl-C's."""

    __slots__ = ("handle", "user", "exception", "progress", "log", "__weakref__")

    def __init__(self, handle: Handle) -> None:
        self.handle = handle
        self.user = ffi.new_handle(self)  # what the library hands back to the callbacks
        self.exception: Optional[BaseException] = None
        self.progress: Optional[Callable[[Statistics], object]] = None
        self.log: Optional[Callable[[str], object]] = None
        handle.call(lib.strsmt_set_progress, ffi.addressof(lib, "strsmt_python_watch"), self.user)

    def call(self, function: Any, *args: Any) -> Any:
        """A call that can take long: what a callback or a signal handler raised meanwhile comes first."""
        try:
            return self.handle.call(function, *args)
        finally:
            exception, self.exception = self.exception, None
            if exception is not None:
                raise exception

    def interrupt(self) -> None:
        lib.strsmt_interrupt(self.handle.pointer)


@atexit.register
def _close() -> None:
    """A thread whose check outlives the interpreter must not come back to it."""
    while lib.strsmt_python_close():
        time.sleep(0.001)


def _keep(_: object, exception: BaseException, traceback: Any) -> None:
    watch = ffi.from_handle(traceback.tb_frame.f_locals["user"])
    watch.exception = watch.exception or exception


def _stop(_: object, exception: BaseException, traceback: Any) -> None:
    _keep(_, exception, traceback)
    ffi.from_handle(traceback.tb_frame.f_locals["user"]).interrupt()


def counters_of(statistics: Any) -> Statistics:
    return {name: getattr(statistics, name) for name, _ in ffi.typeof("strsmt_statistics").fields}


@ffi.def_extern(onerror=_stop)
def strsmt_python_progress(user: Any, statistics: Any) -> None:
    """Called four times a second. That Python runs at all lets it call the handlers of signals that have come; what
    they raise ends the check."""
    watch = ffi.from_handle(user)
    if watch.exception:
        watch.interrupt()
    elif watch.progress:
        watch.progress(counters_of(statistics))


@ffi.def_extern(onerror=_keep)
def strsmt_python_log(user: Any, level: int, line: Any) -> None:
    """What it raises ends the check when progress is reported next. Not at once: the last line comes when the check is
    over, and an interrupt would hit the next one."""
    watch = ffi.from_handle(user)
    if watch.log and not watch.exception:
        watch.log(ffi.string(line).decode("utf-8", "replace"))


def limits_of(timeout: Optional[float], steps: Optional[int], memory: Optional[int]) -> Any:
    for name, value in (("timeout", timeout), ("steps", steps), ("memory", memory)):
        if value is not None and not (value > 0 and (name == "timeout" or isinstance(value, int))):
            raise ArgumentError(f"{name} must be a positive number, not {value!r}")
    if timeout is None or timeout == math.inf:
        timeout = 0
    return ffi.new("strsmt_limits *", {"seconds": timeout, "steps": min(steps or 0, 2**64 - 1),
                                       "bytes": min(memory or 0, 2**64 - 1)})
