#!/usr/bin/env python3
"""Makes semantics.tsv: ground terms of every operator, corner cases first, and the value that other solvers give them.

usage: make_semantics.py SOLVER... >semantics.tsv    SOLVER: a command that reads an SMT-LIB script from a file, its last argument

A line is: sort, term, value, separated by tabs. Terms on whose value the solvers do not agree (or of which one says
nothing) are written to the standard error and left out. tests/hol/run.py has HOL Light evaluate `term = value` by the
definitions of proofs/hol/strings.ml."""
import itertools
import re
import subprocess
import sys
import tempfile

S, I, B = "String", "Int", "Bool"
WORDS = ['""', '"a"', '"ab"', '"aab"', '"abab"', '"\\u{2ffff}"']
NEEDLES = ['""', '"a"', '"b"', '"ab"', '"aa"']
REGEXES = ['re.none', 're.all', 're.allchar', '(str.to_re "")', '(str.to_re "ab")', '(re.++ (str.to_re "a") re.allchar)',
           '(re.* (str.to_re "ab"))', '(re.+ (str.to_re "a"))', '(re.opt (str.to_re "a"))', '(re.comp (str.to_re "a"))',
           '(re.range "a" "b")', '(re.range "b" "a")', '(re.range "ab" "c")', '(re.range "" "c")', '(re.range "a" "a")',
           '((_ re.^ 2) (re.union (str.to_re "a") (str.to_re "b")))', '((_ re.^ 0) (str.to_re "a"))',
           '((_ re.loop 1 2) (str.to_re "ab"))', '((_ re.loop 2 1) (str.to_re "a"))', '((_ re.loop 0 0) (str.to_re "a"))',
           '(re.inter (re.* re.allchar) (re.++ re.all (str.to_re "b")))', '(re.diff re.all (str.to_re "a"))',
           '(re.diff (re.* (str.to_re "a")) (str.to_re "aa"))']


def terms():
    for w in WORDS:
        yield I, "(str.len %s)" % w
        yield I, "(str.to_code %s)" % w
    for w, i in itertools.product(WORDS[:5], ("(- 1)", "0", "1", "2", "4", "9")):
        yield S, "(str.at %s %s)" % (w, i)
    for w, i, n in itertools.product(('""', '"abab"'), ("(- 1)", "0", "1", "3", "4", "5"), ("(- 1)", "0", "1", "2", "9")):
        yield S, "(str.substr %s %s %s)" % (w, i, n)
    for w, n in itertools.product(WORDS[:5], NEEDLES):
        for f in ("str.prefixof", "str.suffixof"):
            yield B, "(%s %s %s)" % (f, n, w)
        yield B, "(str.contains %s %s)" % (w, n)
        yield B, "(str.< %s %s)" % (w, n)
        yield B, "(str.<= %s %s)" % (w, n)
        yield S, '(str.replace %s %s "X")' % (w, n)
        yield S, '(str.replace_all %s %s "aX")' % (w, n)
        for i in ("(- 1)", "0", "1", "2", "5"):
            yield I, "(str.indexof %s %s %s)" % (w, n, i)
    for a, b in (('"a"', '"b"'), ('"b"', '"a"'), ('"Z"', '"a"'), ('"ab"', '"b"'), ('"\\u{2ffff}"', '"a"')):
        yield B, "(str.< %s %s)" % (a, b)
        yield B, "(str.<= %s %s)" % (a, b)
    for w in ('""', '"0"', '"7"', '"12"', '"007"', '"1a"', '"-1"', '" 1"', '"98765432109876543210"'):
        yield I, "(str.to_int %s)" % w
        yield B, "(str.is_digit %s)" % w
    for n in ("(- 1)", "0", "5", "10", "120", "98765432109876543210"):
        yield S, "(str.from_int %s)" % n
    for n in ("(- 1)", "0", "97", "196607", "196608"):
        yield S, "(str.from_code %s)" % n
    for a, b in itertools.product(("7", "(- 7)", "0"), ("2", "(- 2)", "3", "(- 3)")):
        yield I, "(div %s %s)" % (a, b)
        yield I, "(mod %s %s)" % (a, b)
    for a in ("7", "(- 7)", "0"):
        yield I, "(abs %s)" % a
        yield B, "((_ divisible 7) %s)" % a
    for r, w in itertools.product(REGEXES, ('""', '"a"', '"ab"', '"abab"')):
        yield B, "(str.in_re %s %s)" % (w, r)


def values(solver, asked):
    with tempfile.NamedTemporaryFile("w", suffix=".smt2") as f:
        f.write("(set-logic ALL)\n(set-option :produce-models true)\n(declare-const s String)(declare-const i Int)(declare-const b Bool)\n")
        for sort, term in asked:
            name = {S: "s", I: "i", B: "b"}[sort]
            f.write("(push 1)\n(assert (= %s %s))\n(check-sat)\n(get-value (%s))\n(pop 1)\n" % (name, term, name))
        f.flush()
        out = subprocess.run(solver.split() + [f.name], stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout.decode()
    found = re.findall(r"^(?:sat\s+\(\(\w (.*?)\)\)|unsat|unknown)$", out, re.M)
    if len(found) != len(asked):
        sys.exit("%s: %d answers to %d questions" % (solver, len(found), len(asked)))
    return [normal(v) for v in found]


def normal(value):
    """One way of writing characters: what is not plain ASCII as an escape without leading zeros."""
    return re.sub(r"\\u\{0*([0-9a-fA-F]+)\}", lambda m: "\\u{%x}" % int(m.group(1), 16), value)


def main():
    asked = list(terms())
    answers = [values(s, asked) for s in sys.argv[1:]]
    if not answers:
        sys.exit(__doc__)
    for (sort, term), row in zip(asked, zip(*answers)):
        if row[0] and all(v == row[0] for v in row):
            print("%s\t%s\t%s" % (sort, term, row[0]))
        else:
            print("%s: %s" % (term, ", ".join(v or "?" for v in row)), file=sys.stderr)


main()
