"""What runs while a check runs: the callbacks of the library, signals, and the end of the interpreter."""

from __future__ import annotations

import atexit
import time
from typing import Any, Callable, Dict, Optional, Union

from ._strsmt import ffi, lib

Statistics = Dict[str, Union[int, float]]


class Watch:
    """The callbacks of a running check, and what they leave: an exception of theirs, or of a signal handler, such as
    Ctrl-C's."""

    __slots__ = ("pointer", "exception", "progress", "log", "__weakref__")

    def __init__(self, pointer: Any) -> None:
        self.pointer = pointer
        self.exception: Optional[BaseException] = None
        self.progress: Optional[Callable[[Statistics], object]] = None
        self.log: Optional[Callable[[str], object]] = None


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
    lib.strsmt_interrupt(ffi.from_handle(traceback.tb_frame.f_locals["user"]).pointer)


def counters_of(statistics: Any) -> Statistics:
    return {name: getattr(statistics, name) for name, _ in ffi.typeof("strsmt_statistics").fields}


@ffi.def_extern(onerror=_stop)
def strsmt_python_progress(user: Any, statistics: Any) -> None:
    """Called four times a second. That Python runs at all lets it call the handlers of signals that have come; what
    they raise ends the check."""
    watch = ffi.from_handle(user)
    if watch.exception:
        lib.strsmt_interrupt(watch.pointer)
    elif watch.progress:
        watch.progress(counters_of(statistics))


@ffi.def_extern(onerror=_keep)
def strsmt_python_log(user: Any, level: int, line: Any) -> None:
    """What it raises ends the check when progress is reported next. Not at once: the last line comes when the check is
    over, and an interrupt would hit the next one."""
    watch = ffi.from_handle(user)
    if watch.log and not watch.exception:
        watch.log(ffi.string(line).decode("utf-8", "replace"))
