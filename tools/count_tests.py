"""Adds up the checks of runs of `meson test`: prints what failed and what was skipped, and last "N passed, N failed".

usage: count_tests.py testlog.json...     exit code 1 if anything failed, or if there was nothing to count

A test program counts its own checks, either as libcheck does ("Checks: 9, Failures: 1, Errors: 0") or in a last line
"8 passed, 1 failed" (perhaps with ", 2 skipped"). One that says nothing is a check by itself. One that ends badly
(crash, timeout, exit code) without a failed check of its own counts as one failure more.
"""

import json
import re
import sys

LIBCHECK = re.compile(r"^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)", re.MULTILINE)
RUNNER = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$", re.MULTILINE)
SKIPPED = 77  # the exit code by which a test says that it cannot run here


def count(test):
    """(passed, failed, skipped) of one test."""
    output = test.get("stdout") or ""
    if test["returncode"] == SKIPPED or test["result"] == "SKIP":
        return 0, 0, 1
    passed = failed = skipped = 0
    libcheck = LIBCHECK.findall(output)
    runner = RUNNER.findall(output)
    if libcheck:
        for checks, failures, errors in libcheck:
            failed += int(failures) + int(errors)
            passed += int(checks) - int(failures) - int(errors)
    elif runner:
        passed, failed, skipped = (int(n or 0) for n in runner[-1])
    elif test["result"] == "OK":
        passed = 1
    if test["result"] != "OK" and failed == 0:
        failed = 1
    return passed, failed, skipped


def main():
    passed = failed = skipped = 0
    tests = []
    for path in sys.argv[1:]:
        try:
            with open(path, encoding="utf-8") as log:
                found = [json.loads(line) for line in log if line.strip()]
        except OSError as error:
            print(f"no test log: {error}", file=sys.stderr)
            found = []
        failed += not found
        tests += found
    for test in tests:
        p, f, s = count(test)
        passed, failed, skipped = passed + p, failed + f, skipped + s
        if f:
            print(f"\n---- {test['name']}: {f} failed ({test['result']}, exit code {test['returncode']})")
            print(((test.get("stdout") or "") + (test.get("stderr") or ""))[-6000:].rstrip())
        if s:
            print(f"{test['name']}: {s} skipped")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
