"""Worker processes of this machine.

A worker is a Python process with a pipe. It gets bundles of questions and sends back one answer after the other, in order.
The parent waits for pipes and for processes that end: what a dead worker has not answered is asked again, the first
of it with one attempt more (it is what the worker was at), and another worker takes its place. An answer counts when the
parent has read it from the pipe, so no question is answered twice and none is lost."""

from __future__ import annotations

import collections
import multiprocessing
import signal
from multiprocessing.connection import Connection, wait
from typing import Any, Deque, Dict, Iterator, List, Optional

from .questions import Limits, Question, answer_question
from .records import Answer


class Task:
    """A question that is not answered yet, and how often it was asked."""

    __slots__ = ("number", "question", "attempts")

    def __init__(self, number: int, question: Question) -> None:
        self.number, self.question, self.attempts = number, question, 0


def work(pipe: Connection, limits: Limits) -> None:
    """What a worker does, until its parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    name = f"process {multiprocessing.current_process().pid}"
    try:
        while True:
            for number, question, attempts in pipe.recv():
                pipe.send(answer_question(number, question, limits, name, attempts))
    except (EOFError, OSError):
        pass


class Worker:
    def __init__(self, context: Any, limits: Limits) -> None:
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=work, args=(other, limits), daemon=True)
        self.process.start()
        other.close()
        self.tasks: Deque[Task] = collections.deque()  # in the order in which the answers will come

    def give(self, tasks: List[Task]) -> None:
        self.tasks.extend(tasks)
        for task in tasks:
            task.attempts += 1
        try:
            self.pipe.send([(t.number, t.question, t.attempts) for t in tasks])
        except (BrokenPipeError, OSError):
            pass  # it is dead, which the next look at it will show

    def take(self) -> Optional[Answer]:
        """The next answer; None if the worker is dead."""
        try:
            answer: Answer = self.pipe.recv()
        except (EOFError, OSError):
            return None
        self.tasks.popleft()
        return answer

    def end(self) -> None:
        self.pipe.close()
        if self.process.is_alive():
            self.process.terminate()
        self.process.join()


class Processes:
    """`tasks` waiting, and workers that answer them: `give` more while `room` is there, `answers` yields what has come."""

    def __init__(self, jobs: int, limits: Limits, most_attempts: int) -> None:
        self.context = multiprocessing.get_context("spawn")
        self.limits, self.most_attempts = limits, most_attempts
        self.waiting: Deque[Task] = collections.deque()
        self.workers: Dict[Any, Worker] = {}
        self.jobs, self.bundle = jobs, 1
        self.deaths = 0

    @property
    def asked(self) -> int:
        return len(self.waiting) + sum(len(w.tasks) for w in self.workers.values())

    @property
    def room(self) -> int:
        """How many more questions are welcome: enough that no worker waits, few enough that memory stays flat."""
        return max(0, 4 * self.jobs * self.bundle - self.asked)

    def give(self, task: Task) -> None:
        self.waiting.append(task)

    def distribute(self) -> None:
        while self.waiting and len(self.workers) < self.jobs:
            worker = Worker(self.context, self.limits)
            self.workers[worker.pipe] = worker
        for worker in self.workers.values():
            if self.waiting and len(worker.tasks) <= self.bundle // 2:
                again = self.waiting[0].attempts > 0  # it may have killed a worker: not with others
                count = 1 if again else min(self.bundle, -(-len(self.waiting) // len(self.workers)))
                worker.give([self.waiting.popleft() for _ in range(count)])

    def answers(self) -> Iterator[Answer]:
        """What comes next; at least one answer if there is any question."""
        self.distribute()
        got = False
        while not got and self.asked:
            for pipe in wait(list(self.workers)):
                worker = self.workers[pipe]
                answer = worker.take()
                if answer is None:
                    yield from self.bury(worker)
                else:
                    got = True
                    self.adapt(answer.seconds)
                    yield answer
            self.distribute()

    def adapt(self, seconds: float) -> None:
        """Bundles of some 20 ms: what a bundle costs to send does not count, and no worker sits on much."""
        if seconds * self.bundle < 0.01 and self.bundle < 64:
            self.bundle += 1
        elif seconds * self.bundle > 0.05:
            self.bundle = max(1, self.bundle // 2)

    def bury(self, worker: Worker) -> Iterator[Answer]:
        """A worker died. What it had is asked again, at the front of the queue; the one that it was at may be at fault."""
        del self.workers[worker.pipe]
        worker.end()
        self.deaths += 1
        tasks = list(worker.tasks)
        for task in tasks[1:]:
            task.attempts -= 1
        if tasks and tasks[0].attempts >= self.most_attempts:
            first = tasks.pop(0)
            reason = f"the worker died {first.attempts} times (last: {ending(worker.process.exitcode)})"
            yield Answer(first.number, first.question.name, "error", reason, "", 0, 0, 0.0, "", 0, first.attempts)
        self.waiting.extendleft(reversed(tasks))

    def close(self) -> None:
        for worker in self.workers.values():
            worker.end()
        self.workers.clear()


def ending(code: Optional[int]) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit status {code}"
