#!/usr/bin/env python3
"""Looks for work that does not look at its limits: gaps.py BUILD [--timeout SECONDS] SCRIPT...

BUILD is the folder of a build with -Dpoll_gaps=true, whose strsmt says where a check went on for 10 ms of processor time without a poll. For
each script: the longest gap, and below it the functions that were under way, innermost first. Functions and how often they were seen come
last. Exit status 1 if there was a gap. A garbage collection of the SAT solver or a slow machine may show up once: look at what comes again."""
import argparse
import collections
import re
import subprocess
import sys
from pathlib import Path

GAP = re.compile(r"^poll gap ([0-9.]+) ms$")
FRAME = re.compile(r"\(\+(0x[0-9a-f]+)\)")


def gaps_of(build, script, options):
    """(milliseconds, [offsets]) of each gap, and how the run ended."""
    command = [str(build / "strsmt"), "--timeout", str(options.timeout), *options.option, script]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                              timeout=20 * options.timeout + 60)
    except subprocess.TimeoutExpired:
        return [], "did not end"
    found = []
    for line in done.stderr.splitlines():
        if match := GAP.match(line):
            found.append((float(match[1]), []))
        elif found and (frame := FRAME.search(line)):
            found[-1][1].append(frame[1])
    return found, (done.stdout.split() or ["?"])[-1]


def names_of(build, offsets):
    done = subprocess.run(["addr2line", "-f", "-e", str(build / "strsmt"), *offsets], capture_output=True, text=True)
    return done.stdout.splitlines()[::2]


def inner(names):
    """Without the functions that poll."""
    while names and names[0].startswith("limits_"):
        names = names[1:]
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("scripts", nargs="+")
    parser.add_argument("--timeout", type=float, default=2.0)
    parser.add_argument("--option", action="append", default=[], help="one more option of strsmt")
    options = parser.parse_args()
    seen, worst = collections.Counter(), 0.0
    for script in options.scripts:
        found, ended = gaps_of(options.build, script, options)
        if not found:
            continue
        most, offsets = max(found)
        worst = max(worst, most)
        print(f"{script}: {len(found)} gaps, {most:.0f} ms at most ({ended})")
        print("    " + " < ".join(inner(names_of(options.build, offsets[:14]))))
        for _, offsets in found:
            seen[" < ".join(inner(names_of(options.build, offsets[:5]))[:2])] += 1
        sys.stdout.flush()
    for name, count in seen.most_common():
        print(f"{count:6} {name}")
    print(f"longest: {worst:.0f} ms")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
