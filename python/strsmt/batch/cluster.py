"""A Dask cluster: the scheduler's address is given, or a cluster of this machine is made (`local`).

A future holds a bundle of questions. Dask itself runs a bundle again whose worker died; when it gives up on one
(KilledWorker), its questions are asked again one by one, and one that fails so, too, gets the answer `error`."""

from __future__ import annotations

import collections
import os
from typing import Any, Deque, Dict, Iterator, List, Tuple

from .processes import Task
from .questions import Limits, Question, answer_question
from .records import Answer

Bundle = List[Tuple[int, Question, int]]


def ask_bundle(bundle: Bundle, limits: Limits) -> List[Answer]:
    """What runs on a worker of the cluster."""
    try:
        from distributed import get_worker

        name = f"dask {get_worker().address}"
    except (ImportError, ValueError):
        name = f"process {os.getpid()}"
    return [answer_question(number, question, limits, name, attempts) for number, question, attempts in bundle]


class Cluster:
    """The same shape as Processes, on distributed.Client."""

    def __init__(self, scheduler: str, jobs: int, limits: Limits, most_attempts: int) -> None:
        from distributed import Client, LocalCluster

        self.own = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None) if scheduler == "local" else None
        self.client = Client(self.own or scheduler)
        self.limits, self.most_attempts = limits, most_attempts
        self.waiting: Deque[Task] = collections.deque()
        self.futures: Dict[Any, List[Task]] = {}
        self.bundle = 1
        self.deaths = 0

    @property
    def workers(self) -> int:
        return max(1, len(self.client.scheduler_info()["workers"]))

    @property
    def asked(self) -> int:
        return len(self.waiting) + sum(map(len, self.futures.values()))

    @property
    def room(self) -> int:
        return max(0, 4 * self.width * self.bundle - self.asked)

    width = 2  # bundles under way at once are four times as many

    def give(self, task: Task) -> None:
        self.waiting.append(task)

    def distribute(self) -> None:
        self.width = self.workers
        while self.waiting and len(self.futures) < 4 * self.width:
            count = 1 if self.waiting[0].attempts else min(self.bundle, len(self.waiting))
            tasks = [self.waiting.popleft() for _ in range(count)]
            for task in tasks:
                task.attempts += 1
            bundle = [(t.number, t.question, t.attempts) for t in tasks]
            self.futures[self.client.submit(ask_bundle, bundle, self.limits, pure=False)] = tasks

    def answers(self) -> Iterator[Answer]:
        from distributed import wait

        self.distribute()
        got = False
        while not got and self.asked:
            for future in wait(list(self.futures), return_when="FIRST_COMPLETED").done:
                tasks = self.futures.pop(future)
                if future.status == "finished":
                    for answer in future.result():
                        got = True
                        self.adapt(answer.seconds)
                        yield answer
                else:
                    self.deaths += 1
                    yield from self.again(tasks, repr(future.exception()) if future.status == "error" else future.status)
            self.distribute()

    def adapt(self, seconds: float) -> None:
        """Bundles of some 100 ms: a future costs Dask about a millisecond."""
        if seconds * self.bundle < 0.05 and self.bundle < 256:
            self.bundle += 1
        elif seconds * self.bundle > 0.2:
            self.bundle = max(1, self.bundle // 2)

    def again(self, tasks: List[Task], why: str) -> Iterator[Answer]:
        alone = len(tasks) == 1
        for task in tasks:
            if alone and task.attempts >= self.most_attempts:
                yield Answer(task.number, task.question.name, "error", f"the cluster gave up: {why}", "", 0, 0, 0.0, "", 0,
                             task.attempts)
            else:
                self.waiting.appendleft(task)

    def close(self) -> None:
        self.client.close()
        if self.own:
            self.own.close()
