#!/usr/bin/env python3
"""The two readers of problems, that of the library and that of the checker, agree: run.py [--count N] [--seed S] [FILE...]

Each script is read by strsmt, which writes its assertions into a proof (inputs, term by term), and by strsmt-check, which looks each of them up
among those that it has read itself. Both must take the script, or both must refuse it; and no input may be unknown to the checker. Scripts: those of
the tests, N made at random (well sorted or not, with shadowing, definitions, names, quantifiers, frames and the spellings of SMT-LIB 2.5) and N
of all these with tokens changed. Only commands that matter for what is asserted are looked at. Ends with `N passed, N failed`."""
import argparse
import glob
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get("STRSMT_SOURCE", os.path.join(HERE, "..", ".."))
BUILD = os.environ.get("STRSMT_BUILD", os.path.join(SOURCE, "build"))
TOKEN = re.compile(r';[^\n]*|"(?:[^"]|"")*"|\|[^|]*\||\(|\)|[^\s()";|]+')
COMMANDS = {"declare-const", "declare-fun", "define-fun", "define-const", "define-sort", "assert", "push", "pop", "check-sat",
            "check-sat-assuming", "reset-assertions", "reset"}
OPERATORS = {
    "Bool": ["not B", "and B B", "or B B B", "xor B B", "=> B B", "= I I", "= S S S", "= B B", "distinct I I I", "distinct S S", "<= I I", "< I I I",
             ">= I I", "> I I", "str.< S S", "str.<= S S S", "str.prefixof S S", "str.suffixof S S", "str.contains S S", "str.is_digit S",
             "str.in_re S R", "str.in.re S R", "(_ divisible 3) I", "ite B B B", "and B", "or B"],
    "Int": ["+ I I", "+ I", "- I", "- I I I", "* I I", "* I", "div I I", "mod I I", "abs I", "str.len S", "str.indexof S S I", "str.indexof S S",
            "str.to_code S", "str.to_int S", "str.to.int S", "ite B I I", "div I I I"],
    "String": ["str.++ S S", "str.++ S", "str.++ S S S", "str.at S I", "str.substr S I I", "str.replace S S S", "str.replace_all S S S",
               "str.replaceall S S S", "str.replace_re S R S", "str.replace_re_all S R S", "str.from_code I", "str.from_int I", "int.to.str I", "ite B S S"],
    "RegLan": ["str.to_re S", "str.to.re S", "re.++ R R", "re.++ R", "re.union R R", "re.inter R R R", "re.* R", "re.+ R", "re.opt R", "re.comp R",
               "re.diff R R", "re.range S S", "(_ re.^ 2) R", "(_ re.loop 1 3) R", "re.loop R 1 3", "re.loop R 2", "ite B R R"]}
LETTERS = {"B": "Bool", "I": "Int", "S": "String", "R": "RegLan"}
LEAVES = {"Bool": ["true", "false", "p", "q"], "Int": ["0", "1", "7", "i", "j", "(- 3)", "123456789012345678901"],
          "String": ['""', '"ab"', '"\\u{41}"', '"a""b"', "x", "y", "(_ char #x41)", '"\\x41"'],
          "RegLan": ["re.none", "re.all", "re.allchar", "re.nostr", "A"]}
ODD = ["(as re.none RegLan)", "007", "-5", "|x|", "x", "p", "i", "A", "0.5", "#x41", "(- true)", "(+ x)", "()", "(not)", "(let ((x 1)) x)", "(let ((assert p)) assert)", "(let ((|let| p)) |let|)", "(exists ((push Int)) (= push 1))", "(! p :named n)", "(_ divisible 0)",
       "((_ divisible 0) i)", "lambda", "(lambda ((x Int)) x)", "match", "par", "|a b|", "str.len", "(str.len)", "(= i)", "(distinct x)", "(=> p)", "(re.diff A)", "(- x)", "(- A)", "(- (- 3))",
       "((_ re.^ 01) A)", "((_ re.loop 3 1) A)", "(re.loop A i 3)", "(str.indexof x)", "(ite p 1 x)", "@purify", "$evaluate", "(@list i)", "(f 1)", "(f)", "f", "g", "(g x)", "((f) 1)", "(exists ((z Int)) (= z 1))"]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.bound = []

    def term(self, sort, depth):
        r = self.r
        if r.random() < 0.015:
            return r.choice(ODD)
        if r.random() < 0.01:
            sort = r.choice(list(LEAVES))
        fitting = [n for n, s in self.bound if s == sort]
        if depth == 0 or r.random() < 0.25:
            return r.choice(fitting) if fitting and r.random() < 0.6 else r.choice(LEAVES[sort])
        kind = r.random()
        if kind < 0.08:
            return self.let(sort, depth)
        if kind < 0.11 and sort == "Bool":
            return self.quantifier(depth)
        if kind < 0.13:
            return "(! %s :named n%d)" % (self.term(sort, depth - 1), r.randrange(40))
        if kind < 0.2:
            return "(f%s %s)" % (sort[0], self.term("Int", depth - 1))
        parts = r.choice(OPERATORS[sort])
        head, rest = re.match(r"(\([^)]*\)|\S+) ?(.*)", parts).groups()
        return "(%s %s)" % (head, " ".join(self.term(LETTERS[c], depth - 1) if c in LETTERS else c for c in rest.split()))

    def let(self, sort, depth):
        names = self.r.sample(["a", "b", "x", "i", "p", "true", "str.len", "fI", "|q|"], self.r.randrange(1, 3))
        sorts = [self.r.choice(list(LEAVES)) for _ in names]
        values = [self.term(s, depth - 1) for s in sorts]
        before = self.bound
        self.bound = [b for b in before if b[0] not in names] + list(zip(names, sorts))
        body = self.term(sort, depth - 1)
        self.bound = before
        return "(let (%s) %s)" % (" ".join("(%s %s)" % p for p in zip(names, values)), body)

    def quantifier(self, depth):
        r = self.r
        names = r.sample(["z", "i", "w"], r.randrange(1, 3))
        sums = ["(* %d %s)" % (r.randrange(-3, 5), n) if r.random() < 0.7 else n for n in names] + [self.term("Int", min(depth - 1, 1))]
        body = "(= %s %s)" % (r.choice(["(+ %s)", "(- %s)"]) % " ".join(sums), self.term("Int", 1))
        return "(%s (%s) %s)" % (r.choice(("exists", "forall")), " ".join("(%s Int)" % n for n in names), r.choice(("%s", "(not %s)")) % body)

    def script(self):
        r = self.r
        lines = ["(declare-const %s %s)" % p for p in zip("pqijxyA", ["Bool", "Bool", "Int", "Int", "String", "String", "RegLan"])]
        for sort in LEAVES:
            self.bound = [("v", "Int")]
            lines.append("(define-fun f%s ((v Int)) %s %s)" % (sort[0], sort, self.term(sort, 2)))
            self.bound = []
        for _ in range(r.randrange(1, 6)):
            kind = r.random()
            if kind < 0.1:
                lines.append(r.choice(("(push 1)", "(push)", "(pop 1)", "(push 2)", "(reset-assertions)", "(define-sort S () Int)", "(declare-fun k () S)",
                                       "(declare-const x Int)", "(define-const c Int 5)")))
            lines.append("(assert %s)" % self.term("Bool", r.randrange(1, 5)))
            if r.random() < 0.3:
                lines.append("(check-sat-assuming (p %s))" % self.term("Bool", 1) if r.random() < 0.3 else "(check-sat)")
        return "\n".join(lines + ["(check-sat)"])


def change(text, source):
    """The script with a few tokens changed."""
    tokens = [m.group() for m in TOKEN.finditer(text) if not m.group().startswith(";")]
    for _ in range(source.choice((1, 1, 1, 2, 3))):
        if not tokens:
            return ""
        at, kind = source.randrange(len(tokens)), source.random()
        if kind < 0.2:
            del tokens[at]
        elif kind < 0.4:
            tokens.insert(at, source.choice(tokens))
        elif kind < 0.7:
            tokens[at] = source.choice(tokens)
        elif kind < 0.85:
            tokens[at] = source.choice(ODD)  # (not a declaration of a name of SMT-LIB 2.5: strsmt does not take those)
        else:
            other = source.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
    return " ".join(tokens)


def commands(text):
    """The commands of a script that matter, each as text; all of it if brackets do not match."""
    depth, start, found = 0, 0, []
    for m in TOKEN.finditer(text):
        if m.group() == "(":
            start = m.start() if depth == 0 else start
            depth += 1
        elif m.group() == ")":
            depth -= 1
            if depth < 0:
                return None
            if depth == 0:
                found.append(text[start:m.end()])
    if depth != 0:
        return None
    return [c for c in found if (re.match(r"\(\s*([^\s()]+)", c) or [None, ""])[1] in COMMANDS]


def compare(folder, text):
    """What the two readers do not agree about, or None."""
    problem, proof = os.path.join(folder, "problem.smt2"), os.path.join(folder, "proof")
    with open(problem, "w", encoding="utf-8", newline="") as f:
        f.write(text)
    ours = subprocess.run([os.path.join(BUILD, "strsmt"), "--steps", "1", "--proof-format", "text-log", "--proof", proof, problem],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    theirs = subprocess.run([os.path.join(BUILD, "strsmt-check"), "--quiet", problem, proof], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            timeout=60)
    said, why = ours.stdout.decode(errors="replace") + ours.stderr.decode(errors="replace"), theirs.stderr.decode(errors="replace").strip()
    if ours.returncode < 0 or theirs.returncode not in (0, 1, 2, 3, 4):
        return "a reader was killed: %d, %d" % (ours.returncode, theirs.returncode)
    if theirs.returncode == 4:  # a limit of the checker
        return None
    refused, unreadable = ours.returncode != 0, theirs.returncode == 3 and why.startswith(problem)
    if refused != unreadable:
        return "strsmt %s; strsmt-check %s" % ("refuses it: " + said.strip()[-200:] if refused else "takes it", "refuses it: " + why[-200:] if unreadable else "takes it")
    if not refused and (theirs.returncode == 2 or (theirs.returncode != 0 and "no conclusion" not in why and "the proof is empty" not in why)):
        return "an assertion is not the same: " + why[-200:]
    return None


def scripts(options):
    for path in options.files or sorted(glob.glob(os.path.join(SOURCE, "tests", "regress", "*.smt2")) + glob.glob(
            os.path.join(SOURCE, "tests", "proofs", "accept", "*.smt2"))):
        with open(path, encoding="utf-8", errors="replace") as f:
            parts = commands(f.read())
        if parts is not None:
            yield os.path.basename(path), "\n".join(parts)
    for n in range(options.count):
        yield "random %d" % (options.seed + n), Maker(options.seed + n).script()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="write scripts that are read differently into this folder")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    passed = failed = 0
    source, known = random.Random(options.seed), []
    with tempfile.TemporaryDirectory() as folder:
        def look(name, text):
            nonlocal passed, failed
            problem = compare(folder, text)
            passed += problem is None
            failed += problem is not None
            if problem is not None:
                print("FAIL %s: %s" % (name, problem))
                if options.keep:
                    with open(os.path.join(options.keep, "%d.smt2" % failed), "w", encoding="utf-8") as f:
                        f.write(text)

        for name, text in scripts(options):
            known.append(text)
            look(name, text)
        for n in range(options.count):
            look("changed %d" % n, change(source.choice([t for t in known if len(t) < 4000]), source))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
