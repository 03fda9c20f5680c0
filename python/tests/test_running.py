"""Checks that run long: limits, interrupts, Ctrl-C, threads, and the end of the interpreter."""

import _thread
import gc
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from strsmt import *


def pigeons(holes):
    """More pigeons than holes: nobody decides that fast without counting."""
    at = [[Bool(f"p{i}_{j}") for j in range(holes)] for i in range(holes + 1)]
    s = Solver().add([Or(row) for row in at])
    for hole in range(holes):
        s.add([Not(And(at[i][hole], at[j][hole])) for i in range(holes + 1) for j in range(i)])
    return s


def later(seconds, action, *args):
    timer = threading.Timer(seconds, action, args)
    timer.start()
    return timer


def check_goes_on(s):
    """The solver works, and its proof still holds."""
    assert s.push().check(timeout=0.01) == unknown
    assert s.add(False).check() == unsat
    assert s.reset().add(String("z") == "a").check() == sat
    assert s.add(String("z") == "b").check() == unsat


def test_limits():
    s = pigeons(11)
    started = time.monotonic()
    assert s.check(timeout=0.2) == unknown and s.reason_unknown() == "timeout"
    assert time.monotonic() - started < 5
    assert s.check(steps=1000) == unknown and s.reason_unknown() == "step limit"
    assert s.check(memory=1) == unknown and s.reason_unknown() == "memory limit"
    check_goes_on(s)


def test_interrupt():
    s = pigeons(11)
    timer = later(0.3, s.interrupt)
    assert s.check(timeout=60) == unknown and s.reason_unknown() == "interrupted"
    timer.join()
    check_goes_on(s)


def test_control_c():
    s = pigeons(11)
    timer = later(0.3, os.kill, os.getpid(), signal.SIGINT)
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        s.check(timeout=60)
    assert time.monotonic() - started < 5
    timer.join()
    check_goes_on(s)


def test_control_c_before_the_check():
    s, p = Solver(), Bool("p")
    for _ in range(20):
        with pytest.raises(KeyboardInterrupt):
            _thread.interrupt_main()
            while True:
                s.check(p)
        assert s.check(p, ~p) == unsat


def test_handlers_of_other_signals():
    class Alarm(Exception):
        pass

    def handler(*_):
        with pytest.raises(BusyError, match="busy"):
            s.push()
        raise Alarm

    s, old = pigeons(11), signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(Alarm):
            s.check(timeout=60)
    finally:
        signal.signal(signal.SIGALRM, old)
    check_goes_on(s)


def test_other_threads_go_on_during_a_check():
    s = pigeons(11)
    thread = threading.Thread(target=s.check, kwargs={"timeout": 60})
    thread.start()
    time.sleep(0.2)
    with pytest.raises(BusyError, match="busy"):
        s.check()
    x = String("x")
    assert Solver().add(x == "a", x == "b").check() == unsat and thread.is_alive()
    s.interrupt()
    thread.join(10)
    assert not thread.is_alive()


def test_the_lock_of_python_is_free_during_a_check():
    """Python code in another thread goes on at its pace while a check runs."""
    s, counted, stop = pigeons(11), [0], threading.Event()

    def count():
        while not stop.is_set():
            counted[0] += 1

    thread = threading.Thread(target=count)
    thread.start()
    before = counted[0]
    assert s.check(timeout=1) == unknown
    during = counted[0] - before
    stop.set()
    thread.join()
    assert during > 10000, "a thread that counts was kept waiting"


def test_progress_that_raises():
    def enough(statistics):
        if statistics["conflicts"] > 100:
            raise EOFError

    s = pigeons(11).set_progress(enough)
    with pytest.raises(EOFError):
        s.check(timeout=60)
    check_goes_on(s.set_progress(None))


def test_log_that_raises():
    def fail(line):
        raise EOFError

    s = pigeons(11).set_log(fail)
    started = time.monotonic()
    with pytest.raises(EOFError):
        s.check(timeout=60)
    assert time.monotonic() - started < 5
    check_goes_on(s.set_log(None))


def test_control_c_in_a_core():
    s, x = Solver(), String("x")
    for i in range(300):
        s.add(InRe(x, Concat(Full(), str(i), Full())))
    s.add(x == "")
    assert s.check() == unsat
    timer = later(0.3, os.kill, os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        while True:
            s.minimal_core()
    timer.join()
    assert s.unsat_core() == [] and s.check() == unsat


def test_threads():
    """Each with its own context, and all with the same terms."""
    shared, wrong = String("shared"), []

    def work(number):
        x = String("x")
        for i in range(30):
            s = Solver().add(InRe(x, Concat(str(i), Plus(Range("a", "f")))), Length(x) > number)
            if s.check() != sat or s.model()[x] != str(i) + "a" * max(number + 1 - len(str(i)), 1):
                wrong.append((number, i))
            if Solver(proof=False).add(shared == str(i), Length(shared) > 2).check() != unsat:
                wrong.append((number, i, "shared"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not wrong


def test_garbage_in_any_order():
    for order in range(6):
        c = Context()
        x = String("x", ctx=c)
        s = Solver().add(x == "a")
        assert s.check() == sat
        things = [c, s, s.model()]
        cycle = [things]
        cycle.append(cycle)
        del c, s
        things.insert(order % 3, things.pop(order % 2))
        while things:
            things.pop()
            gc.collect()
        assert (x + "b").sexpr() == '(str.++ x "b")', "a term keeps its context alive"
    threading.Thread(target=gc.collect).start()


EXITS = {
    "globals": "x = String('x'); s = Solver(proof=True).add(x == 'a'); s.check(); m = s.model()",
    "cycle": "x = String('x'); a = [x, Solver().add(x == 'a')]; a.append(a); import gc; gc.disable()",
    "broken off": "Solver().add(Bool('p')).check(); import os; raise SystemExit(0)",
    "finalizer": "class C:\n  def __del__(self): print(self.s.check(), self.x.sexpr(), flush=True)\n"
                 "c = C(); c.x = String('x'); c.s = Solver().add(c.x == 'a'); c.c = c",
    "daemon": "import threading, time\nthreading.Thread(target=hard, daemon=True).start(); time.sleep(0.8)",
    "exits in a check": "import threading, time, atexit\natexit.register(lambda: time.sleep(0.6))\n"
                        "threading.Thread(target=hard, daemon=True).start(); time.sleep(0.3)",
}
HARD = """
from strsmt import *
def hard():
    at = [[Bool(f"p{i}_{j}") for j in range(12)] for i in range(13)]
    s = Solver(proof=True).add([Or(row) for row in at])
    for hole in range(12):
        s.add([Not(And(at[i][hole], at[j][hole])) for i in range(13) for j in range(i)])
    s.check()
"""


@pytest.mark.parametrize("name", EXITS)
def test_exit(name):
    done = subprocess.run([sys.executable, "-X", "dev", "-W", "ignore", "-c", HARD + EXITS[name]], capture_output=True,
                          timeout=60)
    assert done.returncode == 0 and done.stderr == b""


def test_control_c_in_a_program():
    program = HARD + "try:\n  print('ready', flush=True); hard()\nexcept KeyboardInterrupt:\n  print('stopped')\n"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.8)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[0] == "stopped\n"
        assert process.returncode == 0
