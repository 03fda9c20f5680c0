"""A bar on the standard error: how many are answered, how fast, how long it will take. Where that is no terminal, a line now
and then."""

from __future__ import annotations

import sys
import time
from typing import Dict, Optional

from .records import Answer

WIDTH = 30


def clock(seconds: float) -> str:
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Progress:
    def __init__(self, total: Optional[int], file: object = None) -> None:
        self.total, self.file = total, file or sys.stderr
        self.begin = time.monotonic()
        self.last, self.every = 0.0, 0.1 if self.terminal() else 10.0
        self.done, self.counts = 0, {}  # type: int, Dict[str, int]

    def terminal(self) -> bool:
        return bool(getattr(self.file, "isatty", lambda: False)())

    def tell(self, answer: Answer) -> None:
        self.done += 1
        kind = answer.answer if answer.answer in ("sat", "unsat", "unknown", "error") else "several"
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if time.monotonic() - self.last >= self.every:
            self.show()

    def line(self) -> str:
        """For example: [#########---] 750/1000  sat 500, unsat 250  1893/s  0:00 left"""
        spent = max(time.monotonic() - self.begin, 1e-9)
        rate = self.done / spent
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(self.counts.items()))
        if not self.total:
            return f"{self.done} answered  {counts}  {rate:.0f}/s  {clock(spent)}"
        full = WIDTH * min(self.done, self.total) // self.total
        left = clock((self.total - self.done) / rate) if self.done else "?"
        return f"[{'#' * full}{'-' * (WIDTH - full)}] {self.done}/{self.total}  {counts}  {rate:.0f}/s  {left} left"

    def show(self) -> None:
        self.last = time.monotonic()
        text = f"\r\x1b[K{self.line()}" if self.terminal() else self.line() + "\n"
        print(text, end="", file=self.file, flush=True)  # type: ignore[call-overload]

    def close(self) -> None:
        self.show()
        if self.terminal():
            print(file=self.file)  # type: ignore[call-overload]
