#!/usr/bin/env python3
"""Proofs by somebody who wants the checker to be wrong: hostile.py [CHECKER]

The problem is satisfiable at every query. Each proof tries one trick, in the text form and, where it can be said there, in the binary form;
none may be accepted (exit code 0), and none may end otherwise than with the codes 1 to 4. Ends with `N passed, N failed`."""
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import binary  # noqa: E402

PROBLEM = """(declare-const p Bool)(declare-const q Bool)(declare-const x String)(declare-const i Int)(declare-const R RegLan)
(assert (or p q))(push 1)(assert (not p))(check-sat)(pop 1)(push 1)(assert (not q))(check-sat)(pop 1)
(assert (>= i 0))(check-sat-assuming (p))(check-sat-assuming ((not p) q))
(reset-assertions)(assert p)(check-sat)(push 1)(assert q)(check-sat)
"""
HEADER = "lratt 1 strings -\n"
TERMS = HEADER + "k 1 p Bool\nk 2 q Bool\nt 3 or 1 2\nt 4 not 1\nt 5 not 2\nv 1 1\nv 2 2\nv 3 3\ng 10 1\ng 11 2\ni 1 3\ni 2 4 10\ni 3 5 11\n"
CLAUSE = "l 4 -3 1 2 0\ns 4 contra () 1 2\n"
OR = "l 4 -3 1 2 0\ns 4 cnf_or_pos (3)\ne 4\n"
BASE = "k 1 p Bool\nv 1 1\n"


def tricks():
    yield "no header", "k 1 p Bool\nu 1 1\n"
    yield "another signature", "lratt 1 other -\nk 1 p Bool\n"
    yield "a name that begins like it", "lratt 1 strings2 -\n"
    yield "another hash", "lratt 1 strings sha256:" + "0" * 64 + "\n"
    yield "no hash", "lratt 1 strings\n"
    yield "another version", "lratt 2 strings -\n"
    yield "a version with zeros", "lratt 01 strings -\n"
    yield "a second header", HEADER + HEADER
    yield "the empty clause from nothing", HEADER + "1 0 0\nu 1 1\n"
    yield "the empty clause from itself", HEADER + "1 0 1 0\nu 1 1\n"
    yield "a conclusion from a clause that is not there", HEADER + "u 1 1\n"
    yield "a conclusion by a tautology", HEADER + BASE + "1 1 -1 0 0\nu 1 1\n"
    yield "an empty lemma without steps", HEADER + "l 1 0\ne 1\nu 1 1\n"
    yield "step 0", HEADER + BASE + "l 1 1 0\ne 0\nu 1 1\n"
    yield "a lemma that ends in its own assumption", TERMS + "l 4 1 0\ne 1\n"
    yield "a lemma that ends in its clause's negation", TERMS + "l 4 -1 0\ne 1\nu 4 1\n"
    yield "a lemma that ends in an assumption that is its clause with a double negation", TERMS + "t 6 not 4\nv 6 6\nl 4 6 0\ne 1\nu 4 1\n"
    yield "a contradiction of other steps", TERMS + CLAUSE
    yield "premises of another lemma", TERMS + "l 4 1 0\ns 2 refl (1)\nl 5 0\ns 1 contra () 1 2\ne 1\nu 5 1\n"
    yield "a step before it is made", TERMS + "l 4 1 0\ns 2 contra () 1 3\ns 3 refl (1)\ne 2\n"
    yield "a step that is its own premise", TERMS + "l 4 1 0\ns 2 symm () 2\ne 2\n"
    yield "steps with a gap", TERMS + "l 4 1 0\ns 3 refl (1)\n"
    yield "a step of 2^31", TERMS + "l 4 1 0\ns 2147483648 refl (1)\n"
    yield "a guard in a lemma", TERMS + "l 4 -10 0\ns 2 refl (1)\ne 2\n"
    yield "a guard as a variable", TERMS + "v 10 1\n"
    yield "a variable as a guard", TERMS + "g 1 1\n"
    yield "a variable twice", TERMS + "v 1 2\n"
    yield "a term with two variables", TERMS + "v 7 1\n"
    yield "a variable for a term that is no formula", HEADER + "k 1 x String\nv 1 1\n"
    yield "a variable for a type", HEADER + "t 1 Bool\nv 1 1\n"
    yield "a variable for a function", HEADER + "t 1 not\nv 1 1\n"
    yield "a variable without meaning in a lemma", TERMS + "l 4 99 0\n"
    yield "a clause that is made twice", TERMS + OR + OR
    yield "a deleted clause as hint", TERMS + OR + "9 d 1 0\n5 1 2 0 1 4 0\n"
    yield "a clause that is deleted twice", TERMS + "9 d 1 0\n9 d 1 0\n"
    yield "an id that is used again for something stronger", TERMS + OR + "9 d 4 0\n4 1 0 4 0\n"
    yield "an id of a clause within its own lemma", TERMS + "l 1 1 0\n"
    yield "a deletion inside of a lemma", TERMS + "l 4 1 0\n9 d 1 0\n"
    yield "an input inside of a lemma", TERMS + "l 4 1 0\ni 5 3\n"
    yield "a variable inside of a lemma", TERMS + "l 4 1 0\nv 9 4\n"
    yield "a conclusion inside of a lemma", TERMS + "l 4 1 0\nu 1 1\n"
    yield "an epoch inside of a lemma", TERMS + "l 4 1 0\nr\n"
    yield "terms that go inside of a lemma", TERMS + "l 4 1 0\nz 1\n"
    yield "a term of a lemma after it", TERMS + "l 4 -3 1 2 0\nt 20 not 3\ns 4 cnf_or_pos (3)\ne 4\nv 20 20\n"
    yield "a term that went", TERMS + "z 3\nt 20 not 3\n"
    yield "a term id made again with another meaning", TERMS + "z 1\nk 1 q Bool\nv 20 1\n"
    yield "an input by a term that took the id of another", TERMS + "z 3\nt 3 not 1\ni 7 3\n"
    yield "an input of a frame without its guard", TERMS + "i 7 4\n"
    yield "an input of another frame", TERMS + "i 7 4 11\n"
    yield "an input of a frame that is a variable", TERMS + "i 7 4 1\n"
    yield "the negation of an assertion", TERMS + "t 20 not 3\nv 20 20\ni 7 20\n"
    yield "a part of an assertion", TERMS + "i 7 1\n"
    yield "an assertion of the next epoch", TERMS + "i 7 1\n"
    yield "a frame of the next epoch", TERMS + "g 12 4\n"
    yield "a frame that there is not", TERMS + "g 12 99\n"
    yield "an assertion that comes later", HEADER + "k 1 i Int\nn 2 0\nt 3 >= 1 2\nv 3 3\ni 1 3\nl 2 -3 0\ns 2 split (3)\ne 2\nu 1 1\n"
    yield "frames of two queries at once", TERMS + OR + "5 -10 -11 0 1 4 2 3 0\nu 5 1\n"
    yield "frames of two queries, at the second", TERMS + OR + "5 -10 -11 0 1 4 2 3 0\nu 5 2\n"
    yield "guards of closed frames at a query with assumptions", TERMS + OR + "5 -10 -11 0 1 4 2 3 0\nu 5 3\n"
    yield "a guard that stands the other way", TERMS + OR + "5 10 -10 0 0\nu 5 1\n"
    yield "a literal that is no assumption", TERMS + OR + "5 2 -10 0 1 4 2 0\nu 5 1\n"
    yield "an assumption of another query", TERMS + OR + "5 1 -11 0 1 4 3 0\nu 5 4\n"
    yield "the negation of an assumption", HEADER + BASE + "1 1 -1 0 0\nu 1 3\n"
    yield "a query of another epoch", TERMS + OR + "5 -10 -11 0 1 4 2 3 0\nu 5 5\n"
    yield "a query that there is not", TERMS + OR + "u 4 7\n"
    yield "query 0", TERMS + OR + "u 4 0\n"
    yield "clauses of the epoch before", TERMS + OR + "r\nu 4 5\n"
    yield "variables of the epoch before", TERMS + "r\ni 1 1\n"
    yield "more epochs than there are", HEADER + "r\nr\n"
    yield "hints that go on after the conflict", TERMS + OR + "5 -10 -11 0 1 4 2 3 1 0\nu 5 1\n"
    yield "a negative hint", TERMS + OR + "5 1 0 -1 4 0\n"
    yield "a hint with two open literals", TERMS + OR + "5 0 4 0\nu 5 1\n"
    yield "a clause with the literal 0 in it", TERMS + "5 1 0 2 0 1 0\n"
    yield "a clause id of 2^63", TERMS + "9223372036854775808 1 0 1 0\n"
    yield "a variable of 2^31", HEADER + "k 1 p Bool\nv 2147483648 1\n"
    yield "a literal of -2^31", TERMS + "5 -2147483648 0 1 0\n"
    yield "a constant of another sort", HEADER + "k 1 p Int\n"
    yield "a constant that is not declared", HEADER + "k 1 y Bool\n"
    yield "a constant of a sort of terms inside", HEADER + "k 1 p @List\n"
    yield "a constant with bars within", HEADER + "k 1 |p| Bool\nk 2 ||p| Bool\n"
    yield "a symbol of programs", HEADER + "k 1 p Bool\nt 2 $negated 1\nv 2 2\n"
    yield "a built-in of programs", HEADER + "n 1 1\nt 2 eo::add 1 1\n"
    yield "a definition of the signature", HEADER + "n 1 3\nt 2 $re_length 1\n"
    yield "a definition with guards", HEADER + "t 1 $no_membership\n"
    yield "no rule", TERMS + "l 4 1 0\ns 2 trust (1)\ne 2\n"
    yield "a program as rule", TERMS + "l 4 1 0\ns 2 $negated (1)\ne 2\n"
    yield "a rule of exports that needs an assumption", TERMS + "l 4 1 0\ns 2 scope () 1\ne 2\n"
    yield "minus of a formula", HEADER + "t 1 true\nt 2 - 1\nv 2 2\n"
    yield "an equality of one", HEADER + "k 1 p Bool\nt 2 = 1\nv 2 2\nl 1 -2 0\n"
    yield "an implication of one", HEADER + "t 1 false\nt 2 => 1\nv 2 2\n"
    yield "no pigeon", HEADER + "t 1 @nil\nn 2 0\nl 1 0\ns 1 arith_pigeonhole (2 1)\ne 1\nu 1 1\n"
    yield "an empty sum", HEADER + "n 1 0\nl 1 0\ns 1 arith_farkas (1)\ne 1\nu 1 1\n"
    yield "an empty conjunction of premises", HEADER + "t 1 false\nl 1 0\ns 1 arith_round (1 1)\ne 1\nu 1 1\n"
    yield "a premise that is a conjunction, as a list", TERMS + "l 4 -3 0\ns 2 trans () 1\ne 2\n"
    yield "a number divided by 0", HEADER + "n 1 7\nn 2 0\nt 3 div 1 2\nt 4 = 3 2\nl 1 0\ns 1 evaluate (4)\ne 1\nu 1 1\n"
    yield "a variable of languages", HEADER + "k 1 R RegLan\nt 2 re.none\nt 3 @list 1\nl 1 0\ns 1 re_empty (1 3)\ne 1\n"
    yield "no states", HEADER + "n 1 \"a\"\nt 2 str.to_re 1\nt 3 @nil\nl 1 0\ns 1 re_empty (2 3)\ne 1\n"
    yield "a loop from -1 on", HEADER + "n 1 -1\nt 2 re.allchar\nt 3 re.^ 1 2\nn 4 \"a\"\nt 5 str.in_re 4 3\nl 1 0\ns 1 evaluate (5)\ne 1\n"
    yield "a loop of no number", HEADER + "k 1 i Int\nt 2 re.allchar\nt 3 re.^ 1 2\nn 4 \"a\"\nt 5 str.in_re 4 3\nl 1 0\ns 1 evaluate (5)\ne 1\n"
    yield "a range of words", HEADER + "n 1 \"ab\"\nn 2 \"b\"\nt 3 re.range 1 2\nt 4 re.none\nt 5 = 3 4\nl 1 0\ns 1 evaluate (5)\ne 1\nu 1 1\n"


def raw():
    """Binary streams that no text says."""
    yield "a number with padding", b"LRT\x01h\x07strings\x01-k\x81\x00\x01p\x01"
    yield "a number of eleven bytes", b"LRT\x01h\x07strings\x01-k" + b"\xff" * 10 + b"\x01"
    yield "a number beyond 64 bits", b"LRT\x01h\x07strings\x01-k" + b"\xff" * 9 + b"\x02"
    yield "a literal of variable 0", b"LRT\x01h\x07strings\x01-a\x01\x01\x00\x00"
    yield "a name that was not defined", b"LRT\x01h\x07strings\x01-t\x01\x05\x00"
    yield "an empty name", b"LRT\x01h\x07strings\x01-t\x01\x00\x00\x00"
    yield "a string longer than the stream", b"LRT\x01h\x07strings\x01-k\x01\xff\xff\xff\xff\x0fp"
    yield "many arguments, claimed", b"LRT\x01h\x07strings\x01-t\x01\x00\x02or\xff\xff\xff\xff\x0f\x01"
    yield "a string of many characters, claimed", b"LRT\x01h\x07strings\x01-n\x01s\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x41"
    yield "a character beyond the last", b"LRT\x01h\x07strings\x01-n\x01s\x01\x80\x80\x0c"
    yield "a number without digits", b"LRT\x01h\x07strings\x01-n\x01i\x01-"
    yield "a number with letters", b"LRT\x01h\x07strings\x01-n\x01i\x021a"
    yield "a constant named as a parameter inside", b"LRT\x01h\x07strings\x01-k\x01\x02|p\x01"
    yield "a constant with NUL in its name", b"LRT\x01h\x07strings\x01-k\x01\x02p\x00\x01"
    yield "a sort of 0", b"LRT\x01h\x07strings\x01-k\x01\x01p\x00"
    yield "text after the binary header", b"LRT\x01k 1 p Bool\n"
    yield "another version", b"LRT\x02h\x07strings\x01-"
    yield "no empty lists of terms", b"LRT\x01h\x07strings\x01-z\x00"


def run(checker, folder, data):
    path = os.path.join(folder, "proof")
    with open(path, "wb") as f:
        f.write(data)
    run = subprocess.run([checker, "--quiet", os.path.join(folder, "problem.smt2"), path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         timeout=60)
    if run.returncode not in (1, 2, 3, 4):
        return "exit code %d" % run.returncode
    return None if run.stderr.strip() else "no message"


def run_all(checker):
    """Names of all tricks, and what went wrong, or None."""
    cases = [(name, text.encode()) for name, text in tricks()] + [(name + " (binary)", data) for name, data in raw()]
    for name, text in tricks():
        try:
            cases.append((name + " (binary)", binary.convert(text.encode())))
        except Exception:  # what the binary form cannot say
            continue
    source = random.Random(3)  # two tricks, one after the other
    texts = [text for _, text in tricks() if text.startswith(TERMS)]
    for k in range(200):
        a, b = source.sample(texts, 2)
        cases.append(("mixed %d" % k, (a + b[len(TERMS):]).encode()))
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "problem.smt2"), "w", encoding="utf-8") as f:
            f.write(PROBLEM)
        for name, data in cases:
            yield name, run(checker, folder, data)


def main():
    passed = failed = 0
    for name, problem in run_all(sys.argv[1] if len(sys.argv) > 1 else os.environ["STRSMT_CHECK"]):
        passed += problem is None
        failed += problem is not None
        if problem is not None:
            print("FAIL %s: %s" % (name, problem))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
