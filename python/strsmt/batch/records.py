"""Answers as flat records: one line of JSON each, or one row of a table (every field has one type, and none is nested)."""

from __future__ import annotations

import dataclasses
import json
import os
from typing import IO, Any, Dict, Iterable, Iterator, Optional, Union


@dataclasses.dataclass(frozen=True)
class Answer:
    """What became of one question."""

    number: int  # of the question, from 0, in the order in which they came
    name: str  # a file's name, or what the question calls itself
    answer: str  # "sat", "unsat", "unknown"; of several queries those of all, with blanks between; or "error"
    reason: str  # why unknown, or what the error was; else ""
    output: str  # what the script printed: models, values, ...
    checked: int  # queries whose proof strsmt-check confirmed
    proof_bytes: int
    seconds: float  # from the start of the question to its checked answer, in its worker
    worker: str  # who answered
    kept: int  # 1 if the answer came from a store (see strsmt.store), checked or evaluated anew
    attempts: int  # how often the question was asked; more than 1 if workers died

    def to_dict(self) -> Dict[str, Any]:
        return dataclasses.asdict(self)

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @staticmethod
    def from_json(line: str) -> Answer:
        return Answer(**json.loads(line))


Target = Union[str, "os.PathLike[str]", IO[str]]


def write_jsonl(answers: Iterable[Answer], target: Target) -> Dict[str, int]:
    """Writes answers as they come, a line each, and flushes each line. Returns how many of each kind there were.

    >>> import sys
    >>> from strsmt import batch
    >>> batch.write_jsonl(batch.run(["(assert false) (check-sat)"]), sys.stdout)           # doctest: +ELLIPSIS
    {"number": 0, "name": "0", "answer": "unsat", "reason": "", ...
    {'unsat': 1}
    """
    counts: Dict[str, int] = {}
    file: Optional[IO[str]] = None
    if not hasattr(target, "write"):
        file = open(target, "w", encoding="utf-8")  # type: ignore[arg-type]
    out: Any = file or target
    try:
        for answer in answers:
            out.write(answer.to_json() + "\n")
            out.flush()
            counts[answer.answer] = counts.get(answer.answer, 0) + 1
    finally:
        if file:
            file.close()
    return counts


def read_jsonl(source: Union[str, "os.PathLike[str]", Iterable[str]]) -> Iterator[Answer]:
    """The answers that `write_jsonl` wrote. A last line that is cut short (the writer was killed) is passed over."""
    if isinstance(source, (str, os.PathLike)):
        with open(source, encoding="utf-8") as lines:
            yield from read_jsonl(lines)
        return
    for line in source:
        if line.endswith("\n"):
            yield Answer.from_json(line)
