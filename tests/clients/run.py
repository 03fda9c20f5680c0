#!/usr/bin/env python3
"""Programs that drive a solver over pipes: each command is sent when the answer to the one before it has come.

usage: run.py [BUILD]

The dialogues are what pysmt and its kin do: (set-option :print-success true), declarations, push, pop, get-value, unsat
cores, mistakes, reset, exit. Where cvc5 or z3 are in PATH (or CVC5 and Z3 name them), the same dialogue with them must
give the same answers. The last line is `N passed, N failed, N skipped`.
"""

import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("STRSMT_BUILD", "build")).resolve()
STRSMT = os.environ.get("STRSMT") or str(BUILD / "strsmt")
CHECKER = os.environ.get("STRSMT_CHECK") or str(BUILD / "strsmt-check")
PATIENCE = 20
passed = failed = skipped = 0


class Mistake(Exception):
    pass


class Client:
    """A solver at the other end of two pipes. An answer is read as far as its parentheses go, and no further."""

    def __init__(self, *command):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                                        env={**os.environ, "STRSMT_CHECK": CHECKER})
        self.pending = b""

    def byte(self):
        if not self.pending:
            ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
            if not ready:
                raise Mistake(f"no answer after {PATIENCE} seconds")
            self.pending = os.read(self.process.stdout.fileno(), 65536)
            if not self.pending:
                raise Mistake("the solver has ended")
        first, self.pending = self.pending[:1], self.pending[1:]
        return first

    def answer(self):
        text, depth, quote = b"", 0, b""
        while True:
            c = self.byte()
            if not text and c.isspace():
                continue
            text += c
            if quote:
                quote = b"" if c == quote else quote
            elif c in b'"|':
                quote = c
            elif c in b"()":
                depth += 1 if c == b"(" else -1
            if c == b"\n" and not depth and not quote:
                return re.sub(r"\s+", " ", text.decode()).strip()

    def send(self, command):
        self.process.stdin.write(command.encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, command):
        self.send(command)
        return self.answer()

    def close(self):
        self.process.stdin.close()
        return self.process.wait(PATIENCE)


# Commands, and what must be answered: a text, or a regular expression between slashes.
DIALOGUE = r"""
(set-option :print-success true) | success
(set-option :produce-models true) | success
(set-option :produce-unsat-cores true) | success
(set-logic QF_SLIA) | success
(declare-fun x () String) | success
(declare-const n Int) | success
(define-fun twice ((s String)) String (str.++ s s)) | success
(assert (! (= (str.len x) n) :named length)) | success
(push 1) | success
(assert (! (= n 2) :named two)) | success
(assert (= (twice x) "abab")) | success
(check-sat) | sat
(get-value (x)) | ((x "ab"))
(get-value (n)) | ((n 2))
(get-value ((+ n 1) (str.at x 0))) | (((+ n 1) 3) ((str.at x 0) "a"))
(push 1) | success
(assert (! (> n 5) :named five)) | success
(check-sat) | unsat
(get-unsat-core) | /\(( ?(length|two|five))+ ?\)/
(pop 1) | success
(check-sat) | sat
(pop 1) | success
(declare-const p Bool) | success
(check-sat-assuming (p)) | sat
(get-value (p)) | ((p true))
(check-sat-assuming ((not p))) | sat
(echo "still here") | /"?still here"?/
(get-info :name) | /\(:name .*\)/
(reset-assertions) | success
(check-sat) | sat
(reset) | /(success)?/
"""

# Mistakes: what a solver says of them is its own; that it goes on is not.
MISTAKES = r"""
(set-option :print-success true) | success
(set-option :produce-models true) | success
(set-logic QF_SLIA) | success
(declare-const x String) | success
(get-model) | /\(error .*\)/
(assert (= x 1)) | /\(error .*\)/
(assert (= x undeclared)) | /\(error .*\)/
(assert (= x "a")) | success
(check-sat) | sat
(get-value (x)) | ((x "a"))
(pop 3) | /\(error .*\)/
(check-sat) | sat
"""

WARNINGS = r"""
(set-option :print-success true) | success
(set-option :diagnostic-output-channel "stdout") | success
(set-logic NO_SUCH_LOGIC) | /; .*warning: the logic NO_SUCH_LOGIC is unknown.*/
 | success
(declare-const x String) | success
(assert (str.in.re x (str.to.re "a"))) | /; .*warning: .*/
 | /; .*warning: .*/
 | success
(check-sat) | sat
"""


def talk(client, dialogue):
    for line in dialogue.strip().splitlines():
        command, expected = line.rsplit(" | ", 1)
        if command.strip():
            client.send(command)
        if expected == "/(success)?/":  # z3 says nothing after (reset)
            continue
        got = client.answer()
        fits = re.fullmatch(expected[1:-1], got) if expected.startswith("/") else got == expected
        if not fits:
            raise Mistake(f"{command}: answered {got}, not {expected}")
    client.send("(exit)")
    return client.close()


def test(name, function):
    global passed, failed
    try:
        function()
        passed += 1
    except (Mistake, subprocess.TimeoutExpired, BrokenPipeError) as error:
        failed += 1
        print(f"FAILED {name}: {error}")


def expect(got, wanted):
    if got != wanted:
        raise Mistake(f"{got!r}, not {wanted!r}")


def check_by_command():
    """With --check, too, each answer comes before the next command is sent."""
    expect(talk(Client(STRSMT, "--check", "-"), DIALOGUE), 0)


def check_what_was_executed():
    """A mistake further down, or one that was passed over, does not make an unsat above it unconfirmed."""
    good = '(declare-const x String) (assert (= x "a")) (push 1) (assert (= x "b")) (check-sat) (pop 1) (check-sat)\n'
    bad = '(assert (= x 5)) (nonsense) (assert (let ((y x)) (= y z)))\n(push 1) (assert (= x "c")) (check-sat) (pop 1)\n#b2\n'
    with tempfile.NamedTemporaryFile("w", suffix=".smt2") as file:
        file.write(good + bad + good.split(")", 1)[1] + "(unheard-of")
        file.flush()
        done = subprocess.run([STRSMT, "--check", file.name], capture_output=True, text=True)
        expect((done.stdout.split()[:2], done.returncode), (["unsat", "sat"], 1))
        going_on = ["--error-behavior", "continued-execution", "--check"]
        done = subprocess.run([STRSMT, *going_on, file.name], capture_output=True, text=True)
        answers = [line for line in done.stdout.splitlines() if not line.startswith("(error ")]
        expect((answers, done.returncode), (["unsat", "sat", "unsat", "unsat", "sat"], 1))
        done = subprocess.run([STRSMT, "--check"], input=good + bad, capture_output=True, text=True)
        expect([line for line in done.stdout.splitlines() if not line.startswith("(error ")], ["unsat", "sat", "unsat"])


def mistakes_end_a_file():
    with tempfile.NamedTemporaryFile("w", suffix=".smt2") as file:
        file.write("(get-model)\n(check-sat)\n")
        file.flush()
        done = subprocess.run([STRSMT, file.name], capture_output=True, text=True)
        expect(("sat" in done.stdout.split(), done.returncode), (False, 1))
        done = subprocess.run([STRSMT, "--error-behavior", "continued-execution", file.name], capture_output=True, text=True)
        expect(("sat" in done.stdout.split(), done.returncode), (True, 1))
        done = subprocess.run([STRSMT], stdin=open(file.name), capture_output=True, text=True)  # strsmt < file
        expect(("sat" in done.stdout.split(), done.returncode), (False, 1))


def endless_mistakes():
    """A client that sends rubbish gets an answer to each piece, and the solver lives."""
    client = Client(STRSMT, "-in")
    for rubbish in (")", "x", "(((", "#b2", "))))", "(assert", "\"open (\" )", "|a b| \\", "()", "((a))", "(check-sat 5)"):
        client.send(rubbish)
    client.send('(echo "end")')
    while client.answer() != '"end"':
        pass
    client.send("(exit)")
    expect(client.close(), 1)


OPTIONS = {
    ("--seed", "-1"): "--seed -1: expected a whole number from 0 to 4294967295",
    ("--memory", "-3"): "--memory -3: expected a whole number",
    ("--timeout", "0"): "--timeout 0: expected a positive number of seconds",
    ("-T:soon",): "--timeout soon: expected a positive number",
    ("--lang", "sygus"): "--lang sygus: expected smt2",
    ("--error-behavior", "x"): "expected immediate-exit or continued-execution",
    ("--nonsense",): "strsmt --help lists the options",
}
UNDERSTOOD = ["-in", "-smt2", "-T:5", "-t:500", "-memory:500", "-v", "-v:0", "-st", "-model", "--tlimit=500", "--tlimit-per=5",
              "--rlimit=100000", "--lang=smt2", "--lang=smt2.6", "--dump-models", "--produce-models", "--incremental", "-i",
              "--strings-exp", "--verbose", "-q"]


def options_of_others():
    for word in UNDERSTOOD:
        done = subprocess.run([STRSMT, word], input="(check-sat)", capture_output=True, text=True)
        expect((word, done.stdout.split()[:1], done.returncode), (word, ["sat"], 0))
    for words, message in OPTIONS.items():
        done = subprocess.run([STRSMT, *words], input="(check-sat)", capture_output=True, text=True)
        expect((words, message in done.stderr, done.returncode), (words, True, 1))


def same(name):
    global skipped
    program = os.environ.get(name.upper()) or shutil.which(name)
    if not program:
        skipped += 1
        print(f"skipped: {name} is not here")
        return
    command = [program, "-in"] if name == "z3" else [program, "--lang", "smt2", "--incremental", "-q"]
    test(f"the dialogue with {name}", lambda: talk(Client(*command), DIALOGUE))
    if name == "z3":
        test(f"mistakes with {name}", lambda: talk(Client(*command), MISTAKES))


def main():
    for words in (["-"], [], ["-in"]):
        test(f"dialogue {words}", lambda: expect(talk(Client(STRSMT, *words), DIALOGUE), 0))
    test("mistakes", lambda: expect(talk(Client(STRSMT), MISTAKES), 1))
    test("warnings", lambda: expect(talk(Client(STRSMT), WARNINGS), 0))
    for function in (mistakes_end_a_file, endless_mistakes, options_of_others, check_by_command, check_what_was_executed):
        test(function.__name__, function)
    same("cvc5")
    same("z3")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


sys.exit(main())
