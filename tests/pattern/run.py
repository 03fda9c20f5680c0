#!/usr/bin/env python3
"""Compares strsmt_make_pattern with PCRE2, RegExp of Node, RE2 and Python's re, on random patterns, on the table of dialects in the
documentation, and on real patterns where these are there; then hostile patterns.

usage: run.py [--pairs N] [--seed N] [--real FILE] [--most N]

--pairs: of random pattern and subject, in all (12,000; `run.py --pairs 200000` is the long run). The programs are found in the
environment (STRSMT_BUILD) or in the build folder. The last line is `N passed, N failed, N skipped`.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import generate as g  # noqa: E402
import second  # noqa: E402

HERE = Path(__file__).resolve().parent
SOURCE = Path(os.environ.get("STRSMT_SOURCE", HERE.parent.parent))
BUILD = Path(os.environ.get("STRSMT_BUILD", SOURCE / "build"))
REAL = SOURCE.parent / "shared" / "cases" / "patterns" / "patterns.jsonl"
NAMES = ["pcre2", "ecma", "re2", "python"]
SUBJECTS = 16

passed = failed = skipped = 0
warnings.simplefilter("ignore")  # what Python thinks of patterns


class Failure(Exception):
    pass


def demand(condition, message):
    if not condition:
        raise Failure(message)


def hexed(text):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return data.hex() or "-"


def unhexed(text):
    return "" if text == "-" else bytes.fromhex(text).decode("utf-8")


class Program:
    """A program that answers each line with one."""

    def __init__(self, *command):
        self.command = command
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            status = self.process.wait()
            self.start()
            raise Failure(f"the program ended with status {status} on {line[:300]!r}")
        return answer.rstrip("\n")

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Library(Program):
    def __init__(self):
        super().__init__(str(BUILD / "tests" / "pattern_matches"))

    def pattern(self, text, dialect=g.PCRE2, mode=g.SEARCH, flags=0):
        """(None, microseconds, note), or (problem, offset, message)."""
        fields = self.ask(f"p\t{dialect}\t{mode}\t{flags}\t{hexed(text)}").split("\t")
        if fields[1] == "ok":
            return None, int(fields[2]), fields[3]
        return fields[3] or fields[4], int(fields[2]), fields[4]

    def subject(self, text):
        """What the language says, and what PCRE2 says: "0", "1" or "?"."""
        return self.ask(f"s\t{hexed(text)}").split("\t")[1:]

    def witnesses(self):
        return [None if w in ("none", "unknown") else unhexed(w) for w in self.ask("w").split("\t")[1:]]

    def term(self):
        return self.ask("e").split("\t", 1)[1]

    def same(self, term):
        return self.ask(f"x\t{hexed(term)}").split("\t")[1:]


# ---- other opinions ----

def python_opinion():
    def ask(text, mode, flags, subjects):
        bits = 0
        for bit, value in ((g.I, re.I), (g.M, re.M), (g.S, re.S), (g.X, re.X), (g.ASCII, re.A)):
            bits |= value if flags & bit else 0
        try:
            compiled = re.compile(text, bits)
        except (re.error, RecursionError, OverflowError):
            return None
        match = (compiled.search, compiled.fullmatch, compiled.match)[mode]
        return [int(match(s) is not None) for s in subjects]
    return ask


def node_opinion(program):
    def ask(text, mode, flags, subjects):
        letters = "u" + "".join(c for bit, c in ((g.I, "i"), (g.M, "m"), (g.S, "s")) if flags & bit)
        return json.loads(program.ask(json.dumps([text, mode, letters, subjects])))
    return ask


def re2_opinion(program):
    def ask(text, mode, flags, subjects):
        answers = [program.ask(f"{hexed(text)} {mode} {flags} {hexed(s)}") for s in subjects]
        return None if "?" in answers else [int(a) for a in answers]
    return ask


def opinions():
    found = {g.PYTHON: python_opinion()}
    if shutil.which("node"):
        found[g.ECMA] = node_opinion(Program("node", str(HERE / "node_match.js")))
    if (BUILD / "tests" / "re2_match").exists():
        found[g.RE2] = re2_opinion(Program(str(BUILD / "tests" / "re2_match")))
    return found


def compare(library, opinion, text, dialect, mode, flags, subjects):
    """The number of pairs on which all agree; None if the pattern is refused. Disagreement is a failure."""
    problem, _, message = library.pattern(text, dialect, mode, flags)
    said = opinion(text, mode, flags, subjects) if opinion else None
    if problem:
        return None
    demand(said is not None or not opinion or dialect == g.ECMA, f"{NAMES[dialect]} {text!r}: refused by the others only")
    for i, s in enumerate(subjects):
        here, there = library.subject(s)
        where = f"{NAMES[dialect]} {text!r} mode {mode} flags {flags} on {s!r}: the language {here}, PCRE2 {there}"
        if there != "?":
            demand(here == there, where)
        # RE2 looks at bytes for \B, and finds such places within a character; Go does not.
        if said is not None and not (dialect == g.RE2 and "\\B" in text and not s.isascii()):
            demand(here == str(said[i]), f"{where}, the dialect itself {said[i]}")
    return len(subjects)


# ---- random ----

def random_pairs(pairs, seed):
    global passed, failed
    library, others = Library(), opinions()
    refused, asked, good, wrong = 0, 0, 0, []
    number = seed * 1000003
    while good < pairs and len(wrong) < 20:
        number += 1
        rng = random.Random(number)
        dialect = rng.choice([g.PCRE2, g.PCRE2, g.PCRE2, g.ECMA, g.RE2, g.PYTHON])
        text = g.alternatives(rng, dialect, rng.randint(1, 4))
        mode, flags = rng.randrange(3), g.flags(rng, dialect)
        subjects = [g.subject(rng) for _ in range(SUBJECTS)]
        asked += 1
        try:
            problem, _, _ = library.pattern(text, dialect, mode, flags)
            if not problem:
                found = [w for w in library.witnesses() if w is not None and all(not 0xD800 <= ord(c) < 0xE000 for c in w)]
                subjects += found + [g.mutated(rng, w) for w in found]
            done = compare(library, others.get(dialect), text, dialect, mode, flags, subjects)
            refused += done is None
            good += done or 0
        except Failure as e:
            wrong.append(f"seed {number}: {e}")
    library.end()
    for w in wrong:
        print("FAILED", w)
    print(f"random: {good} pairs of {asked} patterns agree, {refused} patterns are refused, {len(wrong)} wrong; "
          f"compared with {', '.join(sorted(NAMES[d] for d in others))}")
    passed += not wrong
    failed += len(wrong)


# ---- the table of dialects in the documentation ----

def table_rows():
    page = (SOURCE / "docs" / "howto-patterns.md").read_text(encoding="utf-8")
    for line in page.splitlines():
        cells = [c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 8 and cells[0].startswith("`"):
            yield cells


def check_row(library, others, cells):
    pattern, letters, mode, string = cells[0].strip("`"), cells[1], cells[2], cells[3].strip("`")
    string = string.encode().decode("unicode_escape")
    flags = sum({"i": g.I, "m": g.M, "s": g.S, "u": g.UNICODE, "a": g.ASCII}[c] for c in letters)
    mode = {"search": g.SEARCH, "full": g.FULL}[mode]
    for dialect, expected in enumerate(cells[4:]):
        problem, _, message = library.pattern(pattern, dialect, mode, flags)
        where = f"{NAMES[dialect]} {pattern!r} on {string!r}"
        if problem:
            demand(expected == "refused", f"{where}: {message}")
            continue
        here, there = library.subject(string)
        said = {"1": "yes", "0": "no"}[here]
        demand(said == expected and there in (here, "?"), f"{where}: {said} (PCRE2 {there}), expected {expected}")
        opinion = dialect in others and others[dialect](pattern, mode, flags, [string])
        if opinion:
            demand(opinion == [int(here)], f"{where}: the dialect itself says {opinion}")


def table():
    global passed, failed
    library, others, rows = Library(), opinions(), list(table_rows())
    for cells in rows:
        try:
            check_row(library, others, cells)
            passed += 1
        except Failure as e:
            failed += 1
            print("FAILED", e)
    library.end()
    if len(rows) < 30:
        failed += 1
        print("FAILED the table of dialects is not where it was")


# ---- hostile patterns ----

HOSTILE = ["(" * 100000 + "a" + ")" * 100000, "[" * 100000, "a{1000000000}", "((a{60000}){60000}){60000}", "a" * 1000000, "(?=a)" * 20000,
           "(?!a)b" * 20000, "\\b" * 2000, "(?<=" + "a" * 5000 + ")b", "(?:(?!" + "a" * 500 + ").)*b", "(?:(?!a{200}b).)*", "\\", "\\Q" + "(" * 1000,
           "(?#", "[[:foo:]]", "[z-a]", "\0a\0", b"\xff", b"a\xc3", b"\xed\xa0\x80", "(?:a?){1000}" * 50, "(a*)*" * 1000,
           "(?:(?=(?:a|b)*c)(?:a|b))*" * 20, "\\x{10FFFF}", "\U0010ffff", "(?>a|b|ab)*" * 1000, "{", "}", "*", "a|" * 10000, "\\p{" + "a" * 1000]


def hostile():
    """No crash, an answer within some seconds, and an offset within the pattern."""
    global passed, failed
    library = Library()
    for text in HOSTILE:
        for dialect in range(4):
            try:
                start = time.monotonic()
                problem, offset, _ = library.pattern(text, dialect)
                size = len(text) if isinstance(text, bytes) else len(text.encode())
                demand(not problem or 0 <= offset <= size, f"offset {offset}")
                demand(time.monotonic() - start < 60, "it took too long")
                passed += 1
            except (Failure, ValueError) as e:
                failed += 1
                print(f"FAILED hostile {NAMES[dialect]} {text[:40]!r}: {e}")
    problem, _, note = library.pattern("[\U00020000-\U0010ffff]", g.ECMA)
    good = not problem and "U+2FFFF" in note
    passed, failed = passed + good, failed + (not good)
    library.end()


# ---- real patterns ----

# Whose dialect a collection is written in.
DIALECTS = {"ajv-formats": g.ECMA, "validator": g.ECMA, "schemastore": g.ECMA, "npm-regex": g.ECMA, "aws-botocore": g.ECMA,
            "k8s-gateway-api": g.RE2, "gitleaks": g.RE2, "trufflehog": g.RE2}
MODES = {"search": g.SEARCH, "full": g.FULL, "prefix": g.PREFIX}


class Count:
    """What was seen of the real patterns."""

    def __init__(self):
        self.all = self.read = self.pairs = self.same = self.unknown = self.microseconds = self.longest = 0
        self.refused = {}


def try_real(library, others, row, rng, count):
    text, mode = row["pattern"], MODES[row["mode"]]
    dialect = DIALECTS.get(row["source"], g.PCRE2)
    flags = g.I if "i" in row["flags"] else 0
    problem, used, _ = library.pattern(text, dialect, mode, flags)
    count.all += 1
    if problem:
        count.refused[problem] = count.refused.get(problem, 0) + 1
        return
    count.read += 1
    count.microseconds += used
    count.longest = max(count.longest, used)
    try:
        answer = library.same(second.translate(text, mode == g.SEARCH, bool(flags), dialect)) if mode != g.PREFIX else ["not asked"]
        demand(answer[0] != "different", f"{NAMES[dialect]} {text!r}: the second translator says something else about {answer[1:]}")
        count.same += answer[0] == "same"
        count.unknown += answer[0] == "unknown"
    except second.Unknown:
        pass
    found = [w for w in library.witnesses() if w is not None and len(w) < 3000]
    subjects = found + [g.mutated(rng, w) for w in found for _ in range(4)] + [g.subject(rng) for _ in range(2)]
    count.pairs += compare(library, others.get(dialect), text, dialect, mode, flags, subjects) or 0


def real(path, most):
    """Patterns as JSON lines: source, flags, mode, pattern. At most `most`, evenly chosen."""
    global passed, failed, skipped
    if not path.is_file():
        skipped += 1
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = rows[::max(1, len(rows) // most)]
    library, others, rng, count, wrong = Library(), opinions(), random.Random(1), Count(), 0
    for row in rows:
        try:
            try_real(library, others, row, rng, count)
        except Failure as e:
            wrong += 1
            print("FAILED", str(e)[:1000])
    library.end()
    print(f"real: {count.read} of {count.all} patterns are read, in {count.microseconds / max(1, count.read) / 1000:.3f} ms on average and "
          f"{count.longest / 1000:.1f} ms at most; {count.pairs} pairs agree; a second translator agrees on {count.same} "
          f"(proved), {count.unknown} undecided; {wrong} wrong")
    for problem, times in sorted(count.refused.items()):
        print(f"    refused {times}: {problem}")
    enough = count.read >= 0.98 * count.all
    passed += (not wrong) + enough
    failed += wrong + (not enough)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=12000)
    parser.add_argument("--real", type=Path, default=REAL, help="real patterns, as JSON lines")
    parser.add_argument("--most", type=int, default=150, help="so many of them (150)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not (BUILD / "tests" / "pattern_matches").exists():
        print("this build has no patterns\n0 passed, 0 failed, 1 skipped")
        return 0
    table()
    hostile()
    real(options.real, options.most)
    random_pairs(options.pairs, options.seed)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
