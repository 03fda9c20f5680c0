"""Tests of examples/regex against Python's re, and of examples/embed.

Each question of examples/regex is answered twice: a value that is "not fine" must match ours and not the auditor's
for Python, too; where every value is said to be fine, random values that match ours must match the auditor's, and
strsmt-check must accept the proof. The environment names the programs: STRSMT_FORMATS, STRSMT_EMBED, STRSMT_CHECK.
Prints `N passed, N failed` last.
"""

import os
import random
import re
import subprocess
import sys
import tempfile

REGEX = os.environ.get("STRSMT_FORMATS", "formats")
EMBED = os.environ.get("STRSMT_EMBED", "embed")
CHECK = os.environ.get("STRSMT_CHECK")

# (ours, auditor, is every value fine?)
PAIRS = [
    ("abc", "abc", True), ("abc", "ab", False), ("a|b", "[ab]", True), ("a(b|c)*d", "a[bc]*d", True),
     ("a+", "aa*", True), ("a?", "a*", True),
    ("a{3}", "aaa", True), ("a{2,4}", "a{1,5}", True), ("a{2,}", "a{3,}", False), ("a{0}", "", True), ("", "a*", True),
     ("()", "", True),
    (r"\d{2}", "[0-9]+", True), (r"\w", "[A-Za-z0-9_]", True), (r"\s", r"[ \t\n\r\f\v]", True),
    (r"\D", r"[^\d]", True), (r"\W\S", r"[^\w][^\s]", True),
    (".", r"[^\n]", True), (r"\n", ".", False), (r"\.", ".", True), (r"\x41\u0042", "AB", True),
     (r"[a\-z]", "[az-]", True), (r"[\w.-]+", r"[.\-a-zA-Z0-9_]+", True),
    ("^abc$", "(?:abc)", True), (r"a\$", r"a[$]", True), ("[^a]", r"[^ab]", False),
     ("\u00fc|\u20ac", "[\u00fc-\u20ac]", True), ("[]-]".replace("[]", r"[\]"), r"[\]-]", True),
    ("(a{1,3}){2}", "a{2,6}", True), ("(a{2}){1,3}", "a{2,6}", True), ("a{2,6}", "(a{2}){1,3}", False),
     (r"(a|b)*abb", r"[ab]{3,}", True), ('"', r"\x22", True), (r"\\", r"[\\]", True),
    (".*a.{20}", ".{21,}", True), (r"(0|1(01*0)*1)*", r"[01]*", True), (r"\^\|", r"[\^]\|", True),
     ("a{1}b{1,1}", "ab", True), ("[a-c]{2}", "(a|b|c)(a|b|c)", True),
]
# (pattern, what the message must hold)
ERRORS = [
    ("(a", "')'"), ("a)", "')' without '('"), ("[a", "'['"), ("[z-a]", "range"), ("*a", "count"),
     ("a**", "count behind"), ("a+?", "count behind"), ("a{2", "'}'"), ("a{3,2}", "count"),
    (r"\b", "escape"), (r"(a)\1", "escape"), ("(?=a)", "groups"), ("(?<n>a)", "groups"),
    ("[[:alpha:]]", "named classes"), ("a^b", "two ends"), ("^a|b$", "beside"), (r"\x4g", "hexadecimal"),
    ("a{999999}", "too large"), ("[]a]", "start of a class"), ("(" * 300 + ")" * 300, "too many groups"),
     ("\\", "escape"), (r"[a-\d]", "range"), ("a{,3}", "number"),
]


class Failure(Exception):
    pass


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


def literal(text):
    """The value of an SMT-LIB string literal."""
    return re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: chr(int(m.group(1), 16)), text[1:-1].replace('""', '"'))


def ask(folder, ours, auditor):
    path = os.path.join(folder, "formats.ini")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"[x]\nours = {ours}\nauditor = {auditor}\n")
    return run(REGEX, path, folder)


def check_pair(folder, ours, auditor, expected):
    ours, auditor = ours or "()", auditor or "()"
    status, output, errors = ask(folder, ours, auditor)
    if status not in (0, 3):
        raise Failure(f"status {status}: {output}{errors}")
    if expected is not None and (status == 0) != expected:
        raise Failure(f"the answer is {output}")
    if status == 3:
        value = literal(re.search(r'not fine: (".*")', output).group(1))
        if not re.fullmatch(ours, value, re.ASCII) or re.fullmatch(auditor, value, re.ASCII):
            raise Failure(f"Python does not agree on {value!r}")
        return
    rng = random.Random(1)
    for _ in range(300):
        value = "".join(rng.choice("ab01.-A_ \n") for _ in range(rng.choice((0, 1, 2, 3, 5, 9))))
        if re.fullmatch(ours, value, re.ASCII) and not re.fullmatch(auditor, value, re.ASCII):
            raise Failure(f"every value is said to be fine, but {value!r} is not")
    if CHECK:
        status, output, errors = run(CHECK, os.path.join(folder, "x.smt2"), os.path.join(folder, "x.proof"))
        if status != 0:
            raise Failure(f"the checker says {status}: {output}{errors}")


def check_error(folder, pattern, word):
    for pair, which in (((pattern, "a"), "ours"), (("a", pattern), "auditor")):
        status, output, errors = ask(folder, *pair)
        if status != 1 or output or word not in errors or f"[x] {which}" not in errors:
            raise Failure(f"status {status}: {output}{errors}")


def check_file(folder, text, word):
    path = os.path.join(folder, "broken.ini")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    status, output, errors = run(REGEX, path)
    if status != 1 or output or word not in errors:
        raise Failure(f"status {status}: {output}{errors}")


def check_embed(_):
    status, output, errors = run(EMBED)
    words = ["a name: \"www", "no name fits 2 of the 3 wishes", "str.contains", "a mistake: ", "RegLan", " 0 left"]
    if status != 0 or errors or any(word not in output for word in words):
        raise Failure(f"status {status}: {output}{errors}")


def random_pattern(rng, depth):
    roll = rng.random() if depth else 0
    if roll < 0.3:
        return rng.choice(["a", "b", "0", "[ab]", "[^a]", ".", r"\d", r"\w", "[a-c0]", r"\.", r"\W"])
    if roll < 0.6:
        return random_pattern(rng, depth - 1) + random_pattern(rng, depth - 1)
    inside = "(" + random_pattern(rng, depth - 1)
    return inside + "|" + random_pattern(rng, depth - 1) + ")" if roll < 0.8 else inside + ")" + rng.choice(["*", "+",
        "?", "{2}", "{1,3}", "{2,}"])


def main():
    tests = [(f"{ours} in {auditor}", check_pair, (ours, auditor, fine)) for ours, auditor, fine in PAIRS]
    tests += [(f"error: {pattern[:40]}", check_error, (pattern, word)) for pattern, word in ERRORS]
    tests += [("a line without meaning", check_file, ("[x]\nours: a\n", ":2:")),
        ("no name", check_file, ("ours = a\n", ":1:")),
              ("a name that is a path", check_file, ("[../x]\n", ":1:")),
               ("the same twice", check_file, ("[x]\nours = a\nours = b\n", ":3:"))]
    rng = random.Random(7)
    for number in range(100):
        ours, auditor = random_pattern(rng, 3), random_pattern(rng, 3)
        tests.append((f"random {number}: {ours} in {auditor}", check_pair,
            (ours, auditor if number % 2 else f"({ours}|{auditor})", None)))
    tests.append(("embed", check_embed, ()))
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, check, arguments in tests:
            try:
                check(folder, *arguments)
                passed += 1
            except (Failure, subprocess.TimeoutExpired, AttributeError) as error:
                failed += 1
                print(f"FAILED {name}: {error}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
