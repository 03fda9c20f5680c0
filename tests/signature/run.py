#!/usr/bin/env python3
"""Brute force for the rules of proofs/signature: what a rule accepts must be sound, and what its guards exclude must
be rejected.

    run.py [--check PROGRAM] [--ethos PROGRAM] [--mirror PROGRAM] [--signature FILE] [--cpc FILE] [RULE ...]

Checkers: ethos (else $ETHOS, else in PATH), strsmt-check (else $STRSMT_CHECK). A checker that is missing is reported
as skipped; that both are missing is a failure. The mirror (else found in $STRSMT_BUILD) prints random atoms and what
the library rewrites them to; the checkers must come to the same terms, and the reference to the same truth values.

With --cpc (Cpc.eo of cvc5's signature; needs ethos), rules that have a name of CPC must conclude the same there.
"""
import argparse
import itertools
import os
import re
import shutil
import subprocess
import sys

import rules
import rules_open
import rules_reduction
import rules_relations
import rules_simplify
from checkers import Ethos, Instance, LratT, eunoia, parse
from reference import BY_ZERO, TRUE, Const, NoValue, constants_of, evaluate

for more in (rules_open, rules_reduction, rules_relations, rules_simplify):
    rules.TRY.update(more.TRY)

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get("STRSMT_SOURCE", os.path.join(HERE, "..", ".."))
# Other files' rules are tried by their own tests.
ELSEWHERE = {"str_in_re_inter", "str_in_re_none", "re_empty", "re_contained", "re_equiv", "re_distinct"}
# The argument of these is the equation that they conclude.
NAMES_BOTH = {"arith_poly_norm", "arith_atom_norm"}
ELSEWHERE_FILES = {"export.eo"}

WORDS = {
    1: ["".join(w) for n in range(5) for w in itertools.product("ab", repeat=n)]
    + ["c", "aca", "\0", "\0\0", "a\0", "a\0b", rules.LAST, rules.LAST + "a", "b" + rules.LAST, "0", "1", "07", "00",
       "12", "é", "abcab", "bcab"],
    2: ["", "a", "b", "ab", "ba", "aa", "aab", "0", "12", "\0", rules.LAST],
    3: ["", "a", "b", "ab", "ba", "aba"],
}


def numbers_in(t, found):
    if isinstance(t, tuple):
        for u in t[1:]:
            numbers_in(u, found)
    elif isinstance(t, int):
        found.update((t - 1, t, t + 1))
    return found


def valuations(terms):
    constants, numbers = {}, {-2, -1, 0, 1, 2, 3}
    for t in terms:
        constants_of(t, constants)
    if len(constants) <= 2:
        for t in terms:
            numbers_in(t, numbers)
    words = WORDS[min(3, max(1, len(constants)))]
    domains = {"Bool": rules.BOOLS, "Int": sorted(numbers), "String": words,
               "RegLan": [rules.ALL, rules.NONE, rules.EPSILON]}
    ways = (None, -1, 0, 2) if any(divides(t) for t in terms) else (None,)
    for values in itertools.product(*(domains[c.sort] for c in constants)):
        for way in ways:
            yield {**dict(zip(constants, values)), **({} if way is None else {BY_ZERO: way})}


def divides(t):
    """Is there a division by something that may be 0?"""
    if not isinstance(t, tuple) or isinstance(t, Const):
        return False
    return t[0] in ("div", "mod") and not (isinstance(t[2], int) and t[2]) or any(map(divides, t[1:]))


def counterexample(premises, conclusion, open_values=False):
    """Values that make the premises true and the conclusion false; None if none was found. With open_values, a value
    that SMT-LIB leaves open may be one that does."""
    for values in valuations([*premises, conclusion]):
        try:
            if all(evaluate(p, values) == TRUE for p in premises) and evaluate(conclusion, values) != TRUE:
                return {getattr(c, "name", c): v for c, v in values.items()}
        except NoValue:
            if open_values:
                return {}
    return None


class Report:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def test(self, name, problems, note=""):
        if problems:
            self.failed += 1
            print("FAIL %s" % name)
            for problem in problems[:5]:
                print("    " + problem)
            if len(problems) > 5:
                print("    and %d more" % (len(problems) - 5))
        else:
            self.passed += 1
            print("ok   %s%s" % (name, note))

    def skip(self, name, why):
        self.skipped += 1
        print("skip %s: %s" % (name, why))


def show(i):
    parts = ["(%s)" % " ".join(map(eunoia, i.args)), "(%s)" % " ".join(map(eunoia, i.premises))]
    return "%s %s ⊢ %s" % (i.rule, " ".join(parts), "?" if i.conclusion is None else eunoia(i.conclusion))


def try_rule(name, checkers, report):
    accept, reject = ([Instance(name, *i) for i in make()] for make in rules.TRY[name])
    unsound = [(i, counterexample(i.premises, i.conclusion)) for i in accept]
    report.test("%s: sound" % name, ["%s fails for %s" % (show(i), bad) for i, bad in unsound if bad is not None],
                ", %d instances" % len(accept))
    needless = [i for i in reject if i.conclusion is not None and counterexample(i.premises, i.conclusion,
        True) is None]
    report.test("%s: excluded conclusions are unsound" % name, [show(i) for i in needless],
                ", %d instances" % len(reject))
    for checker in checkers:
        wrong = checker.rejected(accept, 5)
        report.test("%s: %s accepts" % (name, checker.name), ["%s: %s" % (show(i), said[-600:]) for i, said in wrong])
        bad = len(checker.rejected(reject)) - len(reject)
        report.test("%s: %s rejects" % (name, checker.name), ["%d of %d are accepted" % (-bad,
            len(reject))] if bad else [])


def names_of_rules(report):
    """Signature, library and this test know the same rules."""
    folder = os.path.join(SOURCE, "proofs", "signature")
    files = [f for f in os.listdir(folder) if f.endswith(".eo") and f not in ELSEWHERE_FILES]
    text = "".join(open(os.path.join(folder, f), encoding="utf-8").read() for f in files)
    declared = set(re.findall(r"^\(declare-rule (\S+)", text, re.M))
    header = open(os.path.join(SOURCE, "lib", "proof", "rules.h"), encoding="utf-8").read()
    used = set(re.findall(r'^\s*X\(\w+, "(\w+)"\)', header, re.M))
    problems = ["only in the signature: " + n for n in sorted(declared - used)]
    problems += ["only in lib/proof/rules.h: " + n for n in sorted(used - declared)]
    problems += ["not tried here: " + n for n in sorted(declared - set(rules.TRY) - ELSEWHERE)]
    report.test("rule names agree", problems)


def mirror(program, checkers, report):
    """Each line: the rule, the atom, and what the library makes of it."""
    run = subprocess.run([program], capture_output=True, text=True)
    instances = []
    for line in run.stdout.splitlines():
        rule, atom, result = line.split("\t")
        same = ("=", parse(atom), parse(result))
        conclusion = parse(result) if rule == "str_define" else same
        args = [same if rule in NAMES_BOTH else parse(atom)] + ([("false",)] if rule == "concat_norm" else [])
        instances.append(Instance(rule, args, [], conclusion))
    report.test("mirror: prints",
                [] if run.returncode == 0 and len(instances) > 1000 else ["exit status %d, %d lines" % (run.returncode,
                    len(instances))])
    unsound = [(i, counterexample([], i.conclusion)) for i in instances]
    report.test("mirror: sound", ["%s fails for %s" % (show(i), bad) for i, bad in unsound if bad is not None],
                ", %d instances" % len(instances))
    for checker in checkers:
        wrong = checker.rejected(instances, 5)
        report.test("mirror: %s comes to the same terms" % checker.name,
                    ["%s: %s" % (show(i), said[-600:]) for i, said in wrong])


def same_in_cpc(ethos, signature, report):
    text = "".join(open(os.path.join(folder, f), encoding="utf-8").read()
                   for folder, _, files in os.walk(os.path.dirname(signature)) for f in files if f.endswith(".eo"))
    shared = sorted(set(rules.TRY) & set(re.findall(r"^\(declare-rule (\S+)", text, re.M)))
    checker = Ethos(ethos, signature)
    for name in shared:
        if name == "evaluate":  # fewer operators are evaluated there
            continue
        instances = [Instance(name, *i) for i in rules.TRY[name][0]()]
        # there, distinct takes a list
        instances = [i for i in instances if not (name == "cong" and eunoia(i.args[0]).startswith("(distinct "))]
        wrong = checker.rejected(instances, 5)
        report.test("%s: as in CPC" % name, ["%s: %s" % (show(i), said[-600:]) for i, said in wrong],
                    ", %d instances" % len(instances))
    checker.close()


def others(report):
    """Terms of every shape, attacks by random arguments, and the page that describes the rules."""
    built = os.path.join(os.environ.get("STRSMT_BUILD", ""), "tests", "signature_conclude")
    if os.path.exists(built):
        run = subprocess.run([sys.executable, os.path.join(HERE, "shapes.py"), "--conclude", built, "--count", "100", "--values", "25"],
                             capture_output=True, text=True)
        report.test("shapes", [] if run.returncode == 0 else (run.stdout + run.stderr).splitlines()[-40:])
    else:
        report.skip("shapes", "not built")
    if os.path.exists(built):
        run = subprocess.run([sys.executable, os.path.join(HERE, "attack.py"), "--conclude", built, "--seconds", "8"], capture_output=True, text=True)
        report.test("attack", [] if run.returncode == 0 else (run.stdout + run.stderr).splitlines()[-40:])
    run = subprocess.run([sys.executable, os.path.join(SOURCE, "tools", "rules.py"), "--check"], capture_output=True, text=True)
    report.test("RULES.md", [] if run.returncode == 0 else (run.stdout + run.stderr).splitlines()[-5:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", default=os.environ.get("STRSMT_CHECK"))
    parser.add_argument("--ethos", default=os.environ.get("ETHOS") or shutil.which("ethos"))
    parser.add_argument("--mirror")
    parser.add_argument("--signature", default=os.path.abspath(os.path.join(SOURCE, "proofs", "signature",
        "strings.eo")))
    parser.add_argument("--cpc")
    parser.add_argument("rules", nargs="*", metavar="RULE")
    options = parser.parse_args()
    built = os.path.join(os.environ.get("STRSMT_BUILD", ""), "tests", "signature_mirror")
    if not options.mirror and os.path.exists(built):
        options.mirror = built
    report, checkers = Report(), []
    if options.ethos:
        checkers.append(Ethos(options.ethos, options.signature))
    else:
        report.skip("ethos", "not found")
    if options.check:
        checkers.append(LratT(options.check))
    else:
        report.skip("strsmt-check", "not given")
    report.test("a checker", [] if checkers else ["neither ethos nor strsmt-check was found"])
    if not options.rules:
        names_of_rules(report)
    for name in options.rules or rules.TRY:
        if name != "mirror":
            try_rule(name, checkers, report)
    if options.mirror and (not options.rules or "mirror" in options.rules):
        mirror(options.mirror, checkers, report)
    elif not options.rules:
        report.skip("mirror", "not built")
    if options.cpc:
        same_in_cpc(options.ethos, os.path.abspath(options.cpc), report)
    if not options.rules:
        others(report)
    for checker in checkers:
        checker.close()
    print("%d passed, %d failed" % (report.passed,
                                    report.failed) + (", %d skipped" % report.skipped if report.skipped else ""))
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
