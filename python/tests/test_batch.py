"""Many questions: order, limits, mistakes, workers that die, clusters, records."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from strsmt import Length, Solver, String, batch
from strsmt.batch import processes
from strsmt.batch.progress import Progress


def script(n):
    """Satisfiable for even n; some are harder than others."""
    same = "(assert (= (str.len x) %d))" % n
    return ("(declare-const x String) (assert (str.in_re x (re.* (str.to_re \"ab\")))) %s (check-sat)" % same)


def expected(count):
    return ["unsat" if n % 2 else "sat" for n in range(count)]


WAYS = {"here": {}, "one": {"jobs": 1}, "two": {"jobs": 2}}


@pytest.mark.parametrize("way", WAYS)
def test_order_and_proofs(way):
    answers = list(batch.run(map(script, range(60)), **WAYS[way]))
    assert [a.answer for a in answers] == expected(60)
    assert [a.number for a in answers] == list(range(60))
    assert all(a.checked == (a.answer == "unsat") and a.attempts == 1 for a in answers)


def test_as_completed():
    answers = list(batch.run(map(script, range(60)), jobs=2, completed=True))
    assert sorted(a.number for a in answers) == list(range(60))
    assert [a.answer for a in sorted(answers, key=lambda a: a.number)] == expected(60)
    assert len({a.worker for a in answers}) == 2


def test_questions_of_all_kinds(tmp_path):
    file = tmp_path / "q.smt2"
    file.write_text("(assert false)(check-sat)(reset-assertions)(check-sat)")
    solver = Solver().add(Length(String("x")) < 0)
    command = batch.Command((sys.executable, "-c", "raise SystemExit(2)"), {2: "sat"}, "a program")
    answers = list(batch.run([file, solver, batch.Script("(check-sat)", "named"), command]))
    assert [a.answer for a in answers] == ["unsat sat", "unsat", "sat", "sat"]
    assert [a.name for a in answers] == [str(file), "1", "named", "a program"]


def test_mistakes_are_answers(tmp_path):
    wrong = ["(assert", "(assert (= 1 \"\"))(check-sat)", tmp_path / "missing.smt2",
             batch.Command(("/nonexistent",), {}, "nothing"), batch.Command(("false",), {0: "sat"}, "false")]
    for jobs in (0, 2):
        answers = list(batch.run(wrong + ["(check-sat)"], jobs=jobs))
        assert [a.answer for a in answers] == ["error"] * 5 + ["sat"]
        assert all(a.reason for a in answers[:5])


HARD = "(declare-const x Int) (declare-const y Int) (declare-const z Int)" \
       "(assert (= (+ (* x x x) (* y y y) (* z z z)) 33)) (check-sat)"


def test_limits():
    began = time.monotonic()
    answers = list(batch.run([HARD, script(1)], timeout=0.3, jobs=1))
    assert answers[0].answer in ("unknown", "sat") and answers[1].answer == "unsat"
    assert time.monotonic() - began < 20


def test_a_refused_proof_is_an_error(tmp_path, monkeypatch):
    liar = tmp_path / "liar"
    liar.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    liar.chmod(0o755)
    monkeypatch.setenv("STRSMT_CHECK", str(liar))
    answer, = batch.run([script(1)])
    assert answer.answer == "error" and "refused" in answer.reason


def test_killed_workers(monkeypatch):
    """Workers are killed at random; every question is answered, once, and as ever."""
    made = []
    start = processes.Worker.__init__

    def note(self, *args):
        start(self, *args)
        made.append(self.process.pid)

    monkeypatch.setattr(processes.Worker, "__init__", note)
    stop = threading.Event()

    def kill():
        dice = random.Random(7)
        while not stop.wait(dice.uniform(0.2, 0.5)):
            try:
                os.kill(made[-1 - dice.randrange(min(2, len(made)))], signal.SIGKILL)
            except (OSError, IndexError, ValueError):
                pass

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        answers = list(batch.run(map(script, range(1000)), jobs=2, attempts=100))
    finally:
        stop.set()
        killer.join()
    assert [a.number for a in answers] == list(range(1000))
    assert [a.answer for a in answers] == expected(1000)
    assert len(made) > 2


def test_a_question_that_kills_its_workers():
    bad = batch.Command((sys.executable, "-c", "import os; os.kill(os.getppid(), 9)"), {0: "sat"}, "bad")
    answers = list(batch.run([script(0), bad, script(1), script(2)], jobs=2, attempts=2))
    assert [a.answer for a in answers] == ["sat", "error", "unsat", "sat"]
    assert answers[1].attempts == 2 and "SIGKILL" in answers[1].reason


def test_lazy_and_ended_early():
    taken = []

    def endless():
        n = 0
        while True:
            taken.append(n)
            yield script(n)
            n += 1

    answers = batch.run(endless(), jobs=2)
    assert [next(answers).number for _ in range(20)] == list(range(20))
    answers.close()
    assert len(taken) < 2000


def test_records(tmp_path):
    path = tmp_path / "answers.jsonl"
    assert batch.write_jsonl(batch.run(map(script, range(4))), path) == {"sat": 2, "unsat": 2}
    with open(path, "a") as file:
        file.write('{"number": 4, "na')
    assert [a.answer for a in batch.read_jsonl(path)] == expected(4)
    types = {type(v) for a in batch.read_jsonl(path) for v in a.to_dict().values()}
    assert types <= {str, int, float}


def test_progress():
    out = io.StringIO()
    bar = Progress(4, out)
    for answer in batch.run(map(script, range(2))):
        bar.tell(answer)
    bar.close()
    assert "2/4" in out.getvalue() and "sat 1, unsat 1" in out.getvalue()
    seen = []
    list(batch.run([script(0)], progress=seen.append))
    assert seen[0].answer == "sat"


def run_program(*arguments):
    return subprocess.run([sys.executable, "-m", "strsmt.batch", *map(str, arguments)], capture_output=True, text=True, timeout=120)


def test_program(tmp_path):
    for n in range(3):
        (tmp_path / f"{n}.smt2").write_text(script(n))
    lines = [{"script": script(3), "name": "three"}, {"file": "0.smt2"}]
    (tmp_path / "more.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = run_program(tmp_path, tmp_path / "more.jsonl", "-j", 2)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["answer"] for line in done.stdout.splitlines()] == ["sat", "unsat", "sat", "unsat", "sat"]
    done = run_program(tmp_path / "none.smt2")
    assert done.returncode == 1 and "none.smt2" in done.stdout
    (tmp_path / "bad.jsonl").write_text('{"x": 1}\n')
    done = run_program(tmp_path / "bad.jsonl")
    assert done.returncode == 1 and "bad.jsonl:1" in done.stderr


# ---- Dask

@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two workers, as on two machines; the processes of the workers."""
    pytest.importorskip("distributed")
    environment = dict(os.environ, DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="10")
    log = open(os.devnull, "w")
    start = lambda *a: subprocess.Popen([sys.executable, "-m", *map(str, a)], stdout=log, stderr=log, env=environment)
    port = random.Random().randrange(20000, 50000)
    address = f"tcp://127.0.0.1:{port}"
    scheduler = start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    workers = [start("distributed.cli.dask_worker", address, "--nthreads", 1, "--no-dashboard", "--host", "127.0.0.1")
               for _ in range(2)]
    yield address, workers
    for process in [*workers, scheduler]:
        process.terminate()
    for process in [*workers, scheduler]:
        process.wait(20)


def test_cluster(cluster):
    answers = list(batch.run(map(script, range(300)), scheduler=cluster[0]))
    assert [a.answer for a in answers] == expected(300)
    assert all(a.worker.startswith("dask tcp://") for a in answers)


def test_cluster_whose_worker_is_killed(cluster):
    address, workers = cluster
    answers = batch.run(map(script, range(800)), scheduler=address)
    found = [next(answers).answer for _ in range(100)]
    for child in Path(f"/proc/{workers[0].pid}/task/{workers[0].pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)
    workers[0].kill()
    found += [a.answer for a in answers]
    assert found == expected(800)
