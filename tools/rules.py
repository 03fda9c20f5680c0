#!/usr/bin/env python3
"""Writes proofs/RULES.md: rules.py [--check] | rules.py --count STRSMT FOLDER...

Each rule of the signature with one sentence (proofs/rules.txt), the bounds of its brute force (tests/signature), the places where lib/ uses it,
and how often it occurs in proofs of the benchmarks (proofs/rules_used.txt, which --count makes anew from all .smt2 files below the
folders, with one second for each). With --check nothing is written; the status is 1 if the file describes other rules than there are."""
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
PROOFS = os.path.join(SOURCE, "proofs")
sys.path.insert(0, os.path.join(SOURCE, "tests", "signature"))
import shapes  # noqa: E402

HEAD = """# The rules of the signature `strings`

Made by `tools/rules.py` from the signature, `rules.txt`, the tests and `rules_used.txt`: do not edit.

A proof's lemmas are derived by these rules and by nothing else. Each is tried by brute force (`tests/signature`): the **instances** that it must accept are
evaluated by a reference written from the standard alone, for all values of their constants from a small set (or 40 chosen at random of a larger one);
those that it must **reject** have conclusions that fail somewhere. Beyond that, `shapes.py` gives each rule terms of any **shape** (other sorts, internal
symbols, lists without end or members, functions without all of their arguments, huge and negative numerals): all small ones and some hundred changed at random in the default
run, as many as one likes with `--seconds`; what a rule still concludes must hold for 40 values of the constants. `mutants.py` plants faults
in the signature, one at a time, and tells which of them no test notices. Of 343 planted in December 2026 (each eleventh that there is), 281 were noticed. Of the
others those looked at are no faults: a faster way where the slower one gives the same (windows, halves, paths of `evaluate`), a sentinel -1 that only its
sign is asked of, a guard that is stricter than needed or that something else implies, a normal form of regular expressions that is less normal. Those that
were faults were given an instance that notices them. Most that are left stand in `regex.eo`, where a certificate that is not found makes a proof longer, not wrong; not all have been looked at.

[hol/COVERAGE.md](hol/COVERAGE.md) says what stands behind each rule in HOL Light.

`used` counts the steps in the proofs of the benchmarks' %d refuted files (%d files, a second each).

| rule | file | what it says | accept | reject | in lib/ | used |
|---|---|---|---:|---:|---|---:|
"""


def sentences():
    with open(os.path.join(PROOFS, "rules.txt"), encoding="utf-8") as f:
        return dict(line.rstrip("\n").split(": ", 1) for line in f if line.strip())


def declared():
    """(rule, file) in the order of the files."""
    folder = os.path.join(PROOFS, "signature")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".eo") and name != "export.eo":
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                for rule in re.findall(r"^\(declare-rule (\S+)", f.read(), re.M):
                    yield rule, name


def places():
    """Where lib/ uses each rule: files by their path below lib/, without those that list them all."""
    found = {}
    with open(os.path.join(SOURCE, "lib", "proof", "rules.h"), encoding="utf-8") as f:
        names = dict(re.findall(r'X\((\w+), "(\w+)"\)', f.read()))
    for folder, _, files in os.walk(os.path.join(SOURCE, "lib")):
        for name in sorted(files):
            path = os.path.join(folder, name)
            if not name.endswith((".c", ".h", ".cc")) or name == "rules.h":
                continue
            with open(path, encoding="utf-8") as f:
                text = f.read()
            for word in set(re.findall(r"\bRULE_(\w+)\b", text)):
                if word in names:
                    found.setdefault(names[word], set()).add(os.path.relpath(path, os.path.join(SOURCE, "lib")))
    return found


def uses():
    path = os.path.join(PROOFS, "rules_used.txt")
    with open(path, encoding="utf-8") as f:
        return {name: int(n) for name, n in (line.split() for line in f)}


def count(program, folders):
    """Proves all files below the folders, and counts the steps by rule."""
    found = {}
    files = sorted(os.path.join(p, n) for folder in folders for p, _, ns in os.walk(folder) for n in ns if n.endswith(".smt2"))
    refuted = 0
    with tempfile.TemporaryDirectory() as work:
        proof = os.path.join(work, "proof")
        for path in files:
            run = subprocess.run([program, "--timeout", "1", "--proof-format", "text", "--proof", proof, path], stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True)
            if "unsat" not in run.stdout.split():
                continue
            refuted += 1
            with open(proof, encoding="utf-8", errors="replace") as f:
                for line in f:
                    if line.startswith("s "):
                        rule = line.split(" ", 3)[2]
                        found[rule] = found.get(rule, 0) + 1
    with open(os.path.join(PROOFS, "rules_used.txt"), "w", encoding="utf-8") as out:
        out.write("files %d\nrefuted %d\n" % (len(files), refuted))
        out.writelines("%s %d\n" % (name, found[name]) for name in sorted(found))


def page():
    said, used, where = sentences(), uses(), places()
    rows = []
    unsaid = [rule for rule, _ in declared() if rule not in said]
    if unsaid:
        sys.exit("proofs/rules.txt has no sentence about " + ", ".join(unsaid))
    for rule, file in declared():
        tried = shapes.rules.TRY.get(rule)
        accept, reject = (sum(1 for _ in make()) for make in tried) if tried else (len(shapes.seeds_of(rule)), 0)
        files = ", ".join("`%s`" % f for f in sorted(where.get(rule, ()))[:4])
        more = len(where.get(rule, ())) - 4
        rows.append("| `%s` | %s | %s | %d | %d | %s | %d |\n" % (rule, file, said.pop(rule), accept, reject,
                                                               files + (" and %d more" % more if more > 0 else ""), used.get(rule, 0)))
    if said:
        sys.exit("rules.txt tells of rules that there are not: " + ", ".join(said))
    return HEAD % (used.get("refuted", 0), used.get("files", 0)) + "".join(rows) + "\n%d rules. Those of `re_*` and `str_in_re_inter`, `str_in_re_none` are also tried by `test_regex_rules.py`.\n" % len(rows)


def described(text):
    """Names, files and sentences: the numbers beside them may be older."""
    return [line.split("|")[1:4] for line in text.splitlines() if line.startswith("| `")]


def main(words):
    if words[:1] == ["--count"]:
        count(words[1], words[2:])
        words = []
    path = os.path.join(PROOFS, "RULES.md")
    text = page()
    if words == ["--check"]:
        with open(path, encoding="utf-8") as f:
            if described(f.read()) == described(text):
                return 0
        print("proofs/RULES.md does not describe the rules that there are: run tools/rules.py")
        return 1
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
