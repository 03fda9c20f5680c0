#!/usr/bin/env python3
"""Runs the checker on the proofs of accept/ and reject/: run.py [CHECKER] [--ethos ETHOS] [--signature STRINGS.EO]

Each proof NAME.lratt goes with the problem NAME.smt2 and says in its first line which exit code is expected (c expect N: why). It is
checked from its file, from a pipe, and, unless it is unreadable, in the binary form. The accepted ones are exported as Eunoia scripts, which
ethos must accept. Each rule of the signature is applied by a proof of both folders. Without arguments the checker is that of the environment variable STRSMT_CHECK, and ethos that of ETHOS or of the path. Ends
with `N passed, N failed`, and `, N skipped` where ethos is missing."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import binary  # noqa: E402
import hostile  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
UNREADABLE = 3


class Runner:
    def __init__(self, arguments, scratch):
        self.arguments = arguments
        self.scratch = scratch
        self.passed = 0
        self.failed = 0

    def note(self, name, problem):
        if problem is None:
            self.passed += 1
        else:
            self.failed += 1
            print("FAIL %s: %s" % (name, problem))

    def check(self, name, expected, problem, proof, data=None):
        """Runs the checker on a proof file (or `-` with data) and compares the exit code."""
        command = [self.arguments.checker, problem, proof]
        try:
            run = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        except subprocess.TimeoutExpired:
            return self.note(name, "takes more than 60 seconds")
        output = (run.stdout + run.stderr).decode(errors="replace").strip()
        if run.returncode != expected:
            return self.note(name, "exit code %d instead of %d: %s" % (run.returncode, expected, output))
        if (expected == 0) != (b"proof holds" in run.stdout):
            return self.note(name, "the output does not fit the exit code: " + output)
        if expected != 0 and not run.stderr.strip():
            return self.note(name, "no message")
        return self.note(name, None)

    def export(self, name, problem, proof):
        script = os.path.join(self.scratch, "script.eop")
        command = [self.arguments.checker, "--signature", self.arguments.signature, "--export-eunoia", problem, proof]
        with open(script, "wb") as out:
            run = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, timeout=60)
        if run.returncode != 0:
            return self.note(name, "export failed: " + run.stderr.decode(errors="replace").strip())
        command = [self.arguments.ethos, "--require-proof-of-false", script]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        accepted = run.returncode == 0 and run.stdout.strip() == b"correct"
        return self.note(name, None if accepted else "ethos: " + run.stdout.decode(errors="replace").strip())

    def plain_lrat(self, name, problem, proof):
        """The refutation as DIMACS and LRAT, for a checker that is not ours."""
        cnf, lrat = (os.path.join(self.scratch, "out." + end) for end in ("cnf", "lrat"))
        run = subprocess.run([self.arguments.checker, "--export-cnf", cnf, lrat, problem, proof], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, timeout=60)
        if run.returncode != 0:
            return self.note(name, "export failed: " + run.stderr.decode(errors="replace").strip())
        run = subprocess.run([self.arguments.lrat_check, cnf, lrat], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        output = run.stdout.decode(errors="replace")
        return self.note(name, None if "VERIFIED" in output and "NOT VERIFIED" not in output else "lrat-check: " + output[-300:].strip())

    def run_pair(self, folder, name):
        base = os.path.join(HERE, folder, name)
        with open(base + ".lratt", "rb") as f:
            text = f.read()
        match = re.match(rb"c expect ([0-4]): ", text)
        label = folder + "/" + name
        if match is None:
            return self.note(label, "the first line does not say `c expect N: …`")
        expected = int(match.group(1))
        if (expected == 0) != (folder == "accept"):
            return self.note(label, "exit code %d in %s/" % (expected, folder))
        self.check(label, expected, base + ".smt2", base + ".lratt")
        self.check(label + " (pipe)", expected, base + ".smt2", "-", text)
        try:
            data = binary.convert(text)
        except (ValueError, AttributeError, IndexError, binary.Malformed) as problem:
            if expected != UNREADABLE and not name.endswith("-negative"):
                self.note(label + " (binary)", "cannot be converted: %r" % problem)
        else:
            if expected != UNREADABLE or folder == "accept":
                self.check(label + " (binary)", expected, base + ".smt2", "-", data)
        if folder == "accept" and self.arguments.lrat_check:
            self.plain_lrat(label + " (LRAT)", base + ".smt2", base + ".lratt")
        if folder == "accept" and self.arguments.ethos:
            self.export(label + " (ethos)", base + ".smt2", base + ".lratt")
        return None


def rules_of(signature):
    """The rules that a proof may apply: those of the files that the signature includes."""
    with open(signature, encoding="utf-8") as f:
        text = f.read()
    found = set(re.findall(r"^\(declare-rule (\S+)", text, re.M))
    for included in re.findall(r'^\(include "([^"]+)"\)', text, re.M):
        found |= rules_of(os.path.join(os.path.dirname(signature), included))
    return found


def rules_used(folder, found):
    """The rules that proofs of a folder apply; in reject/ those count in which a step or lemma is wrong (exit code 1)."""
    used = set()
    for name in found:
        with open(os.path.join(HERE, folder, name + ".lratt"), encoding="utf-8", errors="replace") as f:
            text = f.read()
        if text.startswith("c expect 0: ") or text.startswith("c expect 1: "):
            used |= set(re.findall(r"^s \d+ (\S+)", text, re.M))
    return used


def names(folder):
    """The names of the pairs; a file without its partner is an error."""
    files = set(os.listdir(os.path.join(HERE, folder)))
    stems = {os.path.splitext(f)[0] for f in files}
    alone = [s for s in stems if not {s + ".smt2", s + ".lratt"} <= files]
    if alone or len(files) != 2 * len(stems):
        sys.exit("%s/: files without partner, or of another kind: %s" % (folder, ", ".join(sorted(alone)) or "?"))
    return sorted(stems)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checker", nargs="?", default=os.environ.get("STRSMT_CHECK"))
    parser.add_argument("--ethos", default=os.environ.get("ETHOS") or shutil.which("ethos"))
    parser.add_argument("--lrat-check", default=os.environ.get("LRAT_CHECK") or shutil.which("lrat-check"))
    parser.add_argument("--signature", default=os.path.join(HERE, "..", "..", "proofs", "signature", "strings.eo"))
    arguments = parser.parse_args()
    if not arguments.checker or not os.access(arguments.checker, os.X_OK):
        parser.error("no checker: give its path, or set STRSMT_CHECK")
    arguments.signature = os.path.abspath(arguments.signature)
    with tempfile.TemporaryDirectory() as scratch:
        runner = Runner(arguments, scratch)
        accept, reject = names("accept"), names("reject")
        if len(reject) < len(accept):
            sys.exit("fewer proofs to reject (%d) than to accept (%d)" % (len(reject), len(accept)))
        for folder, found in (("accept", accept), ("reject", reject)):
            for rule in sorted(rules_of(arguments.signature) - rules_used(folder, found)):
                runner.note(folder + "/", "no proof applies the rule `%s`" % rule)
            for name in found:
                runner.run_pair(folder, name)
        for name, problem in hostile.run_all(arguments.checker):
            runner.note("hostile: " + name, problem)
    skipped = 0 if arguments.ethos else len(accept)
    if skipped:
        print("skipped: ethos is not here, so no export was tried")
    print("%d passed, %d failed" % (runner.passed, runner.failed) + (", %d skipped" % skipped if skipped else ""))
    return 1 if runner.failed else 0


if __name__ == "__main__":
    sys.exit(main())
