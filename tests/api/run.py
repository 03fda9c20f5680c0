#!/usr/bin/env python3
"""Runs strsmt_trace: first the kept traces (traces/*.trace, each a fault that was once found, shrunk), then random ones
from fixed seeds, for a bounded time.

usage: run.py [BUILD] [--seed N] [--count N] [--seconds S] [--keep FOLDER]
The last line is `N passed, N failed`.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", nargs="?", default=os.environ.get("STRSMT_BUILD", "build"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--seconds", type=int, default=40)
    parser.add_argument("--keep", help="shrinks what fails, and keeps it there")
    options = parser.parse_args()
    build = Path(options.build).resolve()
    os.environ.setdefault("STRSMT_CHECK", str(build / "strsmt-check"))
    random = ["--seed", options.seed, "--count", options.count, "--seconds", options.seconds]
    keep = options.keep or build / "traces"
    Path(keep).mkdir(parents=True, exist_ok=True)
    passed = failed = 0
    for arguments in (sorted(HERE.glob("traces/*.trace")), [*random, "--keep", keep]):
        if not arguments:
            continue
        command = [build / "tests" / "strsmt_trace", *map(str, arguments)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        print(done.stdout, end="")
        found = re.findall(r"^(\d+) passed, (\d+) failed$", done.stdout, re.MULTILINE)
        counts = found[-1] if found else (0, 1)
        passed, failed = passed + int(counts[0]), failed + int(counts[1])
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
