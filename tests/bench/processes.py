"""Runs a program under limits of processor time, wall time and memory, and measures it."""
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections import namedtuple

# cpu, wall: seconds of the whole process; peak: bytes; code: exit status, None if a limit ended it.
Run = namedtuple('Run', 'code out err cpu wall peak instructions')
PERF = ['perf', 'stat', '-x,', '-e', 'instructions:u', '-o']


def counts_instructions():
    """Can this machine count instructions?"""
    if shutil.which('perf') is None:
        return False
    with tempfile.NamedTemporaryFile('r') as counted:
        done = subprocess.run(PERF + [counted.name, 'true'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return done.returncode == 0 and read_instructions(counted) is not None


def read_instructions(counted):
    for line in counted:
        number, *rest = line.split(',')
        if number.isdigit() and any('instructions' in r for r in rest):
            return int(number)
    return None


def restrict(pid, seconds, memory):
    """Not by a function that runs in the child before it starts the program: that may hang where there are threads."""
    whole = int(-(-seconds // 1))
    try:
        resource.prlimit(pid, resource.RLIMIT_CPU, (whole, whole + 1))
        resource.prlimit(pid, resource.RLIMIT_AS, (memory, memory))
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
    except ProcessLookupError:
        pass  # it is over


def kill(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run(command, seconds, memory=8 << 30, instructions=False):
    """`seconds`: of processor time; ten times that and ten more of wall time are allowed, for a busy machine."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.NamedTemporaryFile('r') as counted:
        whole = PERF + [counted.name] + command if instructions else command
        clock = time.monotonic()
        child = subprocess.Popen(whole, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
        restrict(child.pid, seconds, memory)
        timer = threading.Timer(10 * seconds + 10, kill, [child.pid])
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - clock
        cpu = usage.ru_utime + usage.ru_stime
        ended = cpu > seconds or child.returncode in (-signal.SIGKILL, -signal.SIGXCPU, 128 + signal.SIGXCPU)
        out.seek(0)
        err.seek(0)
        texts = [f.read().decode('utf-8', 'replace') for f in (out, err)]
        number = read_instructions(counted) if instructions else None
        return Run(None if ended else child.returncode, *texts, cpu, wall, usage.ru_maxrss * 1024, number)
