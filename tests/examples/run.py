#!/usr/bin/env python3
"""Tests of examples/embed, which the environment names (STRSMT_EMBED). Prints `N passed, N failed` last."""

import os
import subprocess
import sys

EMBED = os.environ.get("STRSMT_EMBED", "embed")
WORDS = ["a name: \"www", "no name fits 2 of the 3 wishes", "str.contains", "a mistake: ", "RegLan", " 0 left"]


def main():
    done = subprocess.run([EMBED], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    good = done.returncode == 0 and not done.stderr and all(word in done.stdout for word in WORDS)
    if not good:
        print(f"FAILED embed: status {done.returncode}: {done.stdout}{done.stderr}")
    print(f"{int(good)} passed, {int(not good)} failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
