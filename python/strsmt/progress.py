"""How a check is getting on, in a line that a terminal or a notebook keeps up to date."""

from __future__ import annotations

import sys
from typing import Any, Optional, TextIO

from .watch import Statistics

BAR = 24


def _size(count: float) -> str:
    """A number in few characters: 1234567 is 1.2M."""
    for unit in ("", "k", "M", "G"):
        if count < 1000 or unit == "G":
            return f"{count:.0f}{unit}" if unit == "" or count >= 100 else f"{count:.1f}{unit}"
        count /= 1000
    return ""


class Progress:
    """For `Solver.set_progress`: shows seconds, steps, conflicts and memory, and a bar that fills up as the timeout
    comes near, where there is one. `done()` ends the line; so does the end of a `with` block.

    >>> import io
    >>> out = io.StringIO()
    >>> with Progress(timeout=10, file=out) as bar:
    ...     bar({"seconds": 5.0, "steps": 1234567, "conflicts": 12, "bytes": 3 * 2**20})
    >>> out.getvalue()
    '\\r[############............] 5.0 of 10 s  1.2M steps  12 conflicts  3 MB\\n'
    """

    def __init__(self, timeout: Optional[float] = None, file: Optional[TextIO] = None) -> None:
        self.timeout, self.file = timeout, file
        self._width = 0
        self._display: Any = None if file else _notebook_display()

    def text(self, statistics: Statistics) -> str:
        """The line for these statistics."""
        seconds, limit = float(statistics.get("seconds", 0)), self.timeout
        of = f" of {limit:g}" if limit else ""
        parts = [f"{seconds:.1f}{of} s", f"{_size(statistics.get('steps', 0))} steps",
                 f"{_size(statistics.get('conflicts', 0))} conflicts", f"{statistics.get('bytes', 0) / 2**20:.0f} MB"]
        line = "  ".join(parts)
        if limit:
            full = min(BAR, int(BAR * seconds / limit))
            line = f"[{'#' * full}{'.' * (BAR - full)}] {line}"
        return line

    def __call__(self, statistics: Statistics) -> None:
        line = self.text(statistics)
        if self._display:
            self._display.update(_Line(line))
            return
        file = self.file or sys.stderr
        file.write("\r" + line.ljust(self._width))
        file.flush()
        self._width = len(line)

    def done(self) -> None:
        """Ends the line."""
        if self._width:
            (self.file or sys.stderr).write("\n")
            self._width = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.done()


class _Line:
    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<code>{self.text}</code>"


def _notebook_display() -> Any:
    """A place in a notebook's output that can be written anew; None where there is no notebook."""
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or not hasattr(shell, "kernel"):
        return None
    return ipython.display.display(_Line(""), display_id=True)
