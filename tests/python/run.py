"""Tests of the Python package: builds its extension in the build folder, and runs pytest, doctests and examples.

They run with the first Python that has cffi, setuptools and pytest: this one, or the system's. The environment says
where things are (STRSMT_SOURCE, STRSMT_BUILD, STRSMT_CHECK). Prints `N passed, N failed`, perhaps with
`, N skipped`, last.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(os.environ.get("STRSMT_SOURCE") or Path(__file__).resolve().parents[2])
BUILD = Path(os.environ.get("STRSMT_BUILD") or SOURCE / "build")
NEEDED = "cffi", "setuptools", "pytest"
TIMEOUT = 500


def find_python():
    """An interpreter, or None and why none will do."""
    reasons = []
    for python in dict.fromkeys((sys.executable, shutil.which("python3"), "/usr/bin/python3")):
        probe = f"import {', '.join(NEEDED)}, sysconfig, os; " \
                "assert os.path.exists(sysconfig.get_path('include') + '/Python.h'), 'there is no Python.h'"
        done = subprocess.run([python, "-c", probe], capture_output=True, text=True)
        if done.returncode == 0:
            return python, None
        reasons.append(f"{python}: {done.stderr.strip().splitlines()[-1]}")
    return None, "; ".join(reasons)


def prepare(python, folder, environment):
    """The package with its extension, and its tests, in a folder. Returns an error, or None."""
    shutil.rmtree(folder, ignore_errors=True)
    built = shutil.ignore_patterns("*.so", "__pycache__", "build", "*.egg-info")
    shutil.copytree(SOURCE / "python", folder, ignore=built)
    done = subprocess.run([python, "strsmt/_build.py", "."], cwd=folder, env=environment, capture_output=True,
                          text=True)
    output = done.stdout + done.stderr
    return output if done.returncode or "warning:" in output else None


def main():
    python, reason = find_python()
    if not python:
        print(f"the package is not tested: no Python has {', '.join(NEEDED)} ({reason})")
        print("0 passed, 0 failed, 1 skipped")
        return 0
    folder = BUILD / "python-tests"
    environment = dict(os.environ, STRSMT_INCLUDE=str(SOURCE / "include"), STRSMT_LIB=str(BUILD / "lib"),
                       STRSMT_BUILD=str(BUILD), STRSMT_SOURCE=str(SOURCE), PYTHONDONTWRITEBYTECODE="1")
    environment.setdefault("STRSMT_CHECK", str(BUILD / "strsmt-check"))
    environment.pop("PYTHONPATH", None)
    if error := prepare(python, folder, environment):
        print(f"the extension does not compile, or not without a warning:\n{error}\n0 passed, 1 failed")
        return 1
    environment["PYTHONPATH"] = str(folder)
    pytest = [python, "-m", "pytest", "-q", "--color=no", "-p", "no:cacheprovider", "-rs", *sys.argv[1:]]
    try:
        done = subprocess.run(pytest, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired as error:
        print(f"{error.stdout}\nnot done after {TIMEOUT} seconds\n0 passed, 1 failed")
        return 1
    print(done.stdout)
    last = (done.stdout.strip().splitlines() or [""])[-1]
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|skipped|error)", last)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    if done.returncode and not failed:
        failed = 1
    print(f"{counts.get('passed', 0)} passed, {failed} failed, {counts.get('skipped', 0)} skipped")
    return 1 if failed else 0


sys.exit(main())
