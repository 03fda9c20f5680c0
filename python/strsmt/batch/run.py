"""Asks an iterable of questions, and yields answers."""

from __future__ import annotations

import collections
import os
from typing import Any, Callable, Deque, Dict, Iterable, Iterator, Optional, Union

from ..errors import ArgumentError
from .processes import Processes, Task
from .progress import Progress
from .questions import Ask, Limits, answer_question, question_of
from .records import Answer


class Here:
    """The same shape as Processes, in this process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.waiting: Deque[Task] = collections.deque()

    @property
    def asked(self) -> int:
        return len(self.waiting)

    @property
    def room(self) -> int:
        return 1 - len(self.waiting)

    def give(self, task: Task) -> None:
        self.waiting.append(task)

    def answers(self) -> Iterator[Answer]:
        if self.waiting:
            task = self.waiting.popleft()
            yield answer_question(task.number, task.question, self.limits, f"process {os.getpid()}", 1)

    def close(self) -> None:
        pass


def run(questions: Iterable[Ask], *, jobs: int = 0, scheduler: Optional[str] = None, timeout: Optional[float] = None,
        steps: Optional[int] = None, memory: Optional[int] = None, check: bool = True, store: Optional[str] = None,
        first_steps: int = 100_000, completed: bool = False,
        attempts: int = 3, progress: Union[bool, Callable[[Answer], object]] = False, total: Optional[int] = None) -> Iterator[Answer]:
    """Asks each question and yields the answers, in the order of the questions, or with `completed` as they come.

    jobs       0: in this process; N: in N processes of this machine
    scheduler  a Dask scheduler's address, as "tcp://host:8786"; "local" makes a cluster of `jobs` processes
    timeout, steps, memory   limits of each query, see Solver.check
    check      whether the proofs of `unsat` are checked (by strsmt-check); a refused proof is an `error`
    store      where answers are kept and looked up: a SQLite file, or postgresql://... (see strsmt.store)
    first_steps   what is answered in so many steps of work is not looked up
    attempts   how often a question is asked whose worker dies
    progress   True: a bar on the standard error; a function: called with each answer
    total      how many questions there will be, for the bar, if the iterable cannot tell

    Questions are taken from the iterable as workers have room for them. Ending the iteration early ends the workers.

    >>> from strsmt import batch
    >>> answers = batch.run(["(assert true) (check-sat)"] * 5, jobs=2)
    >>> [(a.number, a.answer) for a in answers]
    [(0, 'sat'), (1, 'sat'), (2, 'sat'), (3, 'sat'), (4, 'sat')]
    """
    if jobs < 0 or attempts < 1:
        raise ArgumentError("jobs must be 0 or more, attempts 1 or more")
    limits = Limits(timeout, steps, memory, check, store, first_steps)
    if total is None and hasattr(questions, "__len__"):
        total = len(questions)  # type: ignore[arg-type]
    return _run(questions, jobs, scheduler, limits, completed, attempts, progress, total)


def _pool(jobs: int, scheduler: Optional[str], limits: Limits, attempts: int) -> Any:
    if scheduler:
        from .cluster import Cluster

        return Cluster(scheduler, jobs or 1, limits, attempts)
    return Processes(jobs, limits, attempts) if jobs else Here(limits)


def _run(questions: Iterable[Ask], jobs: int, scheduler: Optional[str], limits: Limits, completed: bool, attempts: int,
         progress: Union[bool, Callable[[Answer], object]], total: Optional[int]) -> Iterator[Answer]:
    pool = _pool(jobs, scheduler, limits, attempts)
    bar = Progress(total) if progress is True else None
    tell = bar.tell if bar else progress if callable(progress) else None
    try:
        for answer in _ordered(_answers(pool, questions, completed), completed):
            if tell:
                tell(answer)
            yield answer
    finally:
        if bar:
            bar.close()
        pool.close()


AHEAD = 4096  # answers kept back for the sake of the order: beyond it no new question is asked


def _answers(pool: Any, questions: Iterable[Ask], completed: bool) -> Iterator[Answer]:
    source = enumerate(questions)
    given, first, done = 0, 0, set()  # `first` is the first question without an answer
    more = True
    while more or pool.asked:
        while more and pool.room and (completed or given - first < AHEAD):
            entry = next(source, None)
            if entry is None:
                more = False
            else:
                pool.give(Task(entry[0], question_of(entry[1], entry[0])))
                given += 1
        for answer in pool.answers():
            done.add(answer.number)
            while first in done:
                done.remove(first)
                first += 1
            yield answer


def _ordered(answers: Iterator[Answer], completed: bool) -> Iterator[Answer]:
    if completed:
        yield from answers
        return
    kept: Dict[int, Answer] = {}
    turn = 0
    for answer in answers:
        kept[answer.number] = answer
        while turn in kept:
            yield kept.pop(turn)
            turn += 1
