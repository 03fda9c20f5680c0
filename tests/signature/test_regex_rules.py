#!/usr/bin/env python3
"""Brute force for the rules of proofs/signature/regex.eo.

    test_regex_rules.py [--check PROGRAM] [--ethos PROGRAM] [--mirror PROGRAM]

What the rules accept must hold for all short words by the reference, which knows nothing of derivatives; what violates
a guard must be rejected, and each guard is shown to be needed by a rejected instance whose conclusion is false. The
mirror (else found in $STRSMT_BUILD) prints what the library knows of random regular expressions: normal forms,
reversals and derivatives, which the signature must compute likewise; certificates, which must be accepted; and the
states of languages that are not empty, which must not.
"""
import argparse
import itertools
import os
import random
import shutil
import stat
import subprocess
import sys

from checkers import Ethos, Instance, LratT, eunoia, parse
from reference import Const, in_re
from run import Report, show

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs", "strings.eo")
X, Y, R = Const("x", "String"), Const("y", "String"), Const("r", "RegLan")
ALL, NONE, ALLCHAR, EPSILON = ("re.all",), ("re.none",), ("re.allchar",), ("str.to_re", "")
TRUE, FALSE = ("true",), ("false",)
# d stands for all characters that do not occur in the random expressions
WORDS = ["".join(w) for n in range(5) for w in itertools.product("abcd", repeat=n)]
FEW_WORDS = [w for w in WORDS if len(w) < 4] + ["abab", "aaaa", "abca", "abcabc"]


def lit(s):
    return ("str.to_re", s)


def word_in(r, words=WORDS):
    """A short word of the language, or None."""
    return next((w for w in words if in_re(w, r)), None)


def differ(r, s, words=WORDS):
    return next((w for w in words if in_re(w, r) != in_re(w, s)), None)


def is_none(r):
    return ("=", r, NONE)


def states(*of):
    return ("@list", *of) if of else ("@nil",)


class Mirror:
    """What the library says, by kind."""

    def __init__(self, program):
        self.found = {}
        run = subprocess.run([program], capture_output=True, text=True)
        self.status = run.returncode
        for line in run.stdout.splitlines():
            kind, *parts = line.split("\t")
            self.found.setdefault(kind, []).append([parse(p) for p in parts])

    def of(self, kind):
        return self.found.get(kind, [])


def accept(name, instances, checkers, report):
    for checker in checkers:
        wrong = checker.rejected(instances, 5)
        report.test("%s: %s accepts" % (name, checker.name), ["%s: %s" % (show(i), said[-600:]) for i, said in wrong],
                    ", %d instances" % len(instances))


def reject(name, instances, checkers, report):
    for checker in checkers:
        report.test("%s: %s rejects" % (name, checker.name), [show(i) for i in accepted(instances, checker)],
                    ", %d instances" % len(instances))


def accepted(instances, checker):
    rejected = {id(i) for i, _ in checker.rejected(instances)}
    return [i for i in instances if id(i) not in rejected]


# ---- the library's findings ----------------------------------------------------------------------------------------


def same_programs(mirror, checkers, report):
    for kind in ("same_normal_form", "same_reversal", "same_derivative"):
        found = mirror.of(kind)
        args = [[p[0], states(*p[1:])] for p in found] if kind == "same_derivative" else found
        instances = [Instance(kind, a, [], TRUE) for a in args]
        report.test("%s: printed" % kind, [] if len(instances) > 300 else ["%d" % len(instances)])
        accept(kind, instances, checkers, report)
    for r, n in mirror.of("same_normal_form"):
        if differ(r, n, FEW_WORDS) is not None:
            report.test("same_normal_form: sound", ["%s and %s" % (eunoia(r), eunoia(n))])
            return
    report.test("same_normal_form: sound", [])


def certificates(mirror, checkers, report):
    """Printed apart: certificates of the language, and of its reversal."""
    for kind in ("re_empty", "of_reversal", "re_contained"):
        found = [(r, s) for r, *s in mirror.of(kind)]
        report.test("%s: printed" % kind, [] if len(found) > 50 else ["%d" % len(found)])
        report.test("%s: sound" % kind, [eunoia(r) for r, _ in found if word_in(r) is not None],
                    ", %d instances" % len(found))
        accept("re_contained" if kind == "re_contained" else "re_empty",
               [Instance(kind, [r], [], is_none(r)) if kind == "re_contained" else
                Instance("re_empty", [r, states(*s)], [], is_none(r)) for r, s in found], checkers, report)


def inclusions(mirror, checkers, report):
    """The signature finds the inclusions that the library finds, and none that does not hold."""
    for kind in ("is_within", "not_within"):
        found = mirror.of(kind)
        report.test("%s: printed" % kind, [] if len(found) > 100 else ["%d" % len(found)])
        different = [(a, b) for a, b in found if word_in(("re.diff", a, b), FEW_WORDS) is not None]
        if kind == "is_within":
            report.test("is_within: sound", ["%s and %s" % (eunoia(a), eunoia(b)) for a, b in different])
            accept(kind, [Instance(kind, [a, b], [], TRUE) for a, b in found], checkers, report)
        reject("re_contained", [Instance("re_contained", [("re.diff", a, b)], [], is_none(("re.diff", a, b)))
                                for a, b in different], checkers, report)


# ---- sets of states that are no certificates -----------------------------------------------------------------------


def tampered(mirror, generator):
    """Instances of re_empty that may be wrong in any way."""
    empty = [(r, s) for rule in ("re_empty", "of_reversal", "re_contained") for r, *s in mirror.of(rule)]
    inhabited = [(r, s) for r, *s in mirror.of("states")]
    for _ in range(60):
        (r, s), (q, p) = generator.choice(empty), generator.choice(inhabited)
        rule = "re_empty"
        some = generator.sample(s, generator.randint(0, len(s)))
        yield Instance(rule, [q, states(*s)], [], is_none(q))
        yield Instance(rule, [q, states(*p)], [], is_none(q))
        yield Instance(rule, [q, states(*(x for x in p if not in_re("", x)))], [], is_none(q))
        yield Instance(rule, [q, states(q, *s)], [], is_none(q))
        yield Instance(rule, [r, states(*some)], [], is_none(r))
        u = generator.choice([("re.union", r, q), ("re.diff", q, r), ("re.inter", q, ("re.comp", r)), ("re.++", q, q),
                              ("re.comp", r), ("re.opt", r), ("re.*", q), ("re.loop", 1, 2, q)])
        yield Instance(rule, [u, states(u, *s, *p)], [], is_none(u))


def try_tampered(mirror, checkers, report):
    generator = random.Random(7)
    instances = list(tampered(mirror, generator))
    false = [word_in(i.args[0], FEW_WORDS) is not None for i in instances]
    report.test("tampered: most are false", [] if sum(false) > len(instances) / 2 else ["%d" % sum(false)])
    for checker in checkers:
        good = accepted(instances, checker)
        report.test("tampered: %s accepts only what holds" % checker.name,
                    [show(i) for i in good if word_in(i.args[0], FEW_WORDS) is not None],
                    ", %d instances, %d accepted" % (len(instances), len(good)))


# ---- guards, one by one --------------------------------------------------------------------------------------------

A, B, AB = lit("a"), lit("b"), lit("ab")
ALLCHAR_AB = ("re.range", "a", "b")
EMPTY = ("re.inter", A, ("re.*", B))  # its own only state
LONG = ("re.inter", ("re.*", AB), ("re.++", A, ("re.*", lit("ba"))))
LONG2 = ("re.inter", ("re.++", B, ("re.*", AB)), ("re.*", lit("ba")))


def re_empty_accept():
    rule = "re_empty"
    yield Instance(rule, [NONE, states()], [], is_none(NONE))
    yield Instance(rule, [EMPTY, states(EMPTY)], [], is_none(EMPTY))
    yield Instance(rule, [LONG, states(LONG, LONG2)], [], is_none(LONG))
    yield Instance(rule, [LONG, states(LONG2, LONG, A)], [], None)
    # covered by its parts, read from either side, and by the state without one of the alternatives
    big = ("re.union", EMPTY, ("re.++", EMPTY, B))
    for more in (("re.++", B, EMPTY), ("re.++", EMPTY, B)):
        yield Instance(rule, [big, states(EMPTY, more)], [], is_none(big))
    starred = ("re.diff", ("re.+", A), ("re.union", ("re.*", ALLCHAR_AB), ("re.*", lit("aab"))))
    weaker = [("re.diff", r, ("re.*", ALLCHAR_AB)) for r in (("re.+", A), ("re.*", A))]
    yield Instance(rule, [starred, states(*weaker)], [], is_none(starred))


def re_empty_reject():
    rule = "re_empty"
    # a state accepts the empty word; the derivative of a state is no state; the root is none
    two, four = ("re.loop", 2, 3, A), ("re.inter", ("re.union", A, B), ("re.union", A, AB))
    for r, s in ((("re.*", A), [("re.*", A)]), (A, [A]), (A, []), (A, [EPSILON, A]), (A, [EMPTY]), (AB, [AB]),
                 (ALL, [ALL]), (("re.comp", A), [("re.comp", A), ("re.comp", EPSILON), ALL]),
                 (ALLCHAR, [ALLCHAR, EPSILON]), (two, [two, ("re.loop", 1, 2, A)]),
                 (("re.++", ALL, A), [("re.++", ALL, A)]), (("re.union", A, EMPTY), [EMPTY]),
                 (("re.diff", A, ("re.union", B, AB)), [("re.diff", A, B), ("re.diff", A, AB)]),
                 (four, [("re.inter", A, AB), ("re.inter", B, AB), ("re.inter", A, B)])):
        yield Instance(rule, [r, states(*s)], [], is_none(r))
    # no closed regular expressions: the rule does not evaluate
    for r in (R, ("re.inter", R, NONE), ("re.++", NONE, ("str.to_re", X)), ("re.range", X, "b"), ("re.range", "b", X),
              ("re.inter", NONE, ("re.loop", -1, 2, A)), ("re.^", -1, A), ("re.loop", 2, -1, A),
              ("re.loop", Const("i", "Int"), 2, NONE), ("str.to_re", ("str.++", "a", "b"))):
        yield Instance(rule, [r, states(r)], [], None)
        yield Instance(rule, [NONE, states(r)], [], None)
    # internal symbols, some of them ill-formed
    for ranges in (("@range", 97, 97, ("@no_range",)), ("@no_range",), ("@range", 98, 97, ("@no_range",)),
                   ("@range", 200000, 200001, ("@no_range",))):
        c = ("@class", ranges)
        yield Instance(rule, [c, states(c)], [], None)
        yield Instance(rule, [("re.inter", c, A), states(c, ("re.inter", c, A))], [], None)
    yield Instance(rule, [NONE, NONE], [], None)
    yield Instance(rule, [NONE], [], None)
    yield Instance(rule, [NONE, states("a")], [], None)
    yield Instance(rule, [NONE, states(states(NONE))], [], None)
    yield Instance(rule, [A, states(NONE)], [], is_none(NONE))
    yield Instance(rule, [NONE, states(NONE)], [], is_none(A))


def plus(r):
    return ("re.+", r)


def opt(r):
    return ("re.opt", r)


def loop(n, m, r):
    return ("re.loop", n, m, r)


def cat(*parts):
    return ("re.++", *parts)


def union(*parts):
    return ("re.union", *parts)


C, BA, ABC = lit("c"), lit("ba"), ("re.range", "a", "c")
LONGER_WORDS = ["".join(w) + end for n in range(9) for w in itertools.product("ab", repeat=n) for end in ("", "c")]
LONGER_WORDS += WORDS + ["a" * 9, "abc" * 5]
HUGE = 4294967295  # which the programs write for no bound of a length
# By rule of $re_within: pairs in which the first is inside the second, as the rule says; and pairs where each of its
# guards alone stands in the way.
WITHIN = [
    ("W1", [(A, A), (NONE, A), (cat(A, B), ALL), (EPSILON, ("re.*", A))], [(A, NONE), (opt(A), A), (A, EPSILON)]),
    ("W2", [(loop(1, 3, union(cat(A, B), C)), loop(1, 6, ABC)), (cat(A, ("re.*", B)), ("re.*", ALLCHAR_AB)),
            (loop(2, 3, A), cat(opt(A), ("re.*", ALLCHAR_AB))), (loop(4, 4, A), loop(2, 3, loop(2, 2, ALLCHAR_AB))),
            (loop(2, 6, A), loop(1, 2, loop(2, 3, ALLCHAR_AB)))],
     [(loop(4, 6, A), loop(2, 3, loop(2, 2, ALLCHAR_AB))), (loop(1, 3, union(cat(A, B), C)), loop(1, 5, ABC)), (loop(1, 3, union(cat(A, B), C)), loop(2, 6, ABC)),
      (loop(1, 3, union(cat(A, B), C)), loop(1, 6, ALLCHAR_AB)), (("re.*", A), loop(0, HUGE, A)),
      (("re.*", A), loop(0, HUGE - 1, A)), (loop(3, 9, A), loop(1, 3, loop(3, 3, ALLCHAR_AB))),
      (loop(0, 4, A), ("re.*", loop(2, 4, A))), (loop(0, HUGE + 1, A), loop(0, HUGE, A)),
      (loop(0, 5, A), union(loop(0, 1, A), loop(4, 5, A)))]),
    ("W3", [(union(A, B), union(C, A, B)), (A, ("re.inter", opt(A), ABC)), (("re.inter", union(AB, BA), loop(1, 2, AB)), union(AB, C, BA))],
     [(union(A, C), union(A, B)), (A, ("re.inter", opt(A), B)), (("re.inter", ABC, ALLCHAR_AB), A)]),
    ("W3, with an end", [(("re.inter", cat(A, ("re.*", lit("ba"))), loop(1, 5, ALLCHAR)), cat(A, loop(0, 2, BA)))],
     [(("re.inter", cat(A, ("re.*", lit("ba"))), loop(1, 5, ALLCHAR)), cat(A, loop(0, 1, BA))),
      (("re.inter", cat(A, ("re.*", opt(B))), loop(1, 5, ALLCHAR)), cat(A, loop(0, 3, opt(B)))),
      (("re.inter", cat(A, ("re.*", lit("ba"))), ("re.*", ALLCHAR_AB)), cat(A, loop(0, 2, BA)))]),
    ("W4", [(("re.comp", opt(A)), ("re.comp", A))], [(("re.comp", A), ("re.comp", opt(A)))]),
    ("W5", [(cat(ALL, AB), union(cat(ALL, ABC, AB), cat(ALL, ("re.diff", ALLCHAR, ABC), union(C, AB)), AB)),
            (ALL, union(cat(ALL, ABC), cat(ALL, ("re.diff", ALLCHAR, ABC)), EPSILON))],
     [(cat(ALL, AB), union(cat(ALL, ABC, AB), cat(ALL, ("re.diff", ALLCHAR, ABC), union(C, AB)))),
      (cat(ALL, AB), union(cat(ALL, ABC, AB), cat(ALL, ("re.diff", ALLCHAR, ABC), A), AB)),
      (cat(ALL, AB), union(cat(ALL, ALLCHAR_AB, AB), cat(ALL, ("re.diff", ALLCHAR, ABC), AB), AB)),
      (cat(A, ALL, AB), union(cat(ALL, ABC, C), cat(ALL, ("re.diff", ALLCHAR, ABC), AB), AB))]),
    ("W6", [(cat(A, B, C), cat(ALL, C)), (lit("abc"), cat(ALL, C)), (cat(("re.*", A), BA), cat(ALL, A))],
     [(cat(A, B, C), cat(ALL, A)), (lit("abc"), cat(ALL, B))]),
    ("W7", [(cat(AB, C), cat(A, ("re.range", "b", "c"), C)), (cat(lit("abc"), opt(A)), cat(AB, C, ("re.*", A)))],
     [(cat(AB, ABC), cat(lit("aa"), ABC)), (cat(A, opt(B)), cat(AB, ("re.*", C))), (cat(AB, ABC), cat(A, ABC))]),
    ("W8", [(cat(loop(2, 3, AB), C), cat(loop(1, 4, union(AB, BA)), C)), (cat(loop(2, 5, AB), C), cat(loop(0, 4, AB), opt(AB), C)),
            (cat(plus(AB), C), cat(loop(1, 2, AB), ("re.*", AB), C))],
     [(cat(loop(1, 3, AB), C), cat(loop(2, 3, AB), C)), (cat(loop(0, 3, AB), C), cat(loop(0, 2, AB), C)),
      (cat(("re.*", AB), C), cat(loop(0, 3, AB), C)), (cat(loop(2, 3, AB), C), cat(loop(2, 3, BA), C)),
      (cat(loop(1, 5, AB), A, C), cat(loop(2, 4, AB), AB, A, C)), (cat(("re.*", AB), C), cat(plus(AB), C))]),
    ("W9", [(loop(1, 2, lit("abab")), loop(2, 4, AB)), (("re.*", lit("abab")), ("re.*", AB)),
            (cat(loop(1, 2, union(AB, lit("abab"))), C), cat(loop(1, 5, AB), C)), (loop(2, 2, plus(AB)), plus(AB))],
     [(loop(1, 2, lit("abab")), loop(3, 4, AB)), (loop(1, 2, lit("abab")), loop(2, 3, AB)),
      (loop(0, 2, lit("abab")), loop(1, 4, AB)), (("re.*", lit("abab")), loop(0, 40, AB)),
      (loop(2, 2, opt(AB)), plus(AB)), (loop(1, 2, lit("ababa")), loop(2, 4, AB))]),
    ("W10", [(C, cat(("re.*", A), loop(0, 2, B), opt(A), C))], [(C, cat(plus(A), C)), (C, cat(loop(1, 2, A), C))]),
    ("W11", [(cat(A, lit("bc")), cat(("re.*", cat(A, union(B, C))), C)), (cat(A, C), cat(union(AB, A), opt(C))),
             (lit("ababc"), cat(loop(2, 3, cat(ALLCHAR_AB, B)), C))],
     [(cat(A, C), cat(union(AB, C), opt(C))), (lit("abc"), cat(loop(2, 3, cat(ALLCHAR_AB, B)), C)),
      (lit("ababababc"), cat(loop(2, 3, cat(ALLCHAR_AB, B)), C))]),
    ("W12", [(cat(A, ("re.*", cat(ALLCHAR_AB, A))), cat(("re.*", cat(A, ALLCHAR_AB)), A))],
     [(cat(A, ("re.*", cat(ALLCHAR_AB, A))), cat(("re.*", cat(A, ALLCHAR_AB)), B)),
      (cat(A, loop(0, 2, cat(ALLCHAR_AB, A))), cat(loop(0, 1, cat(A, ALLCHAR_AB)), A))]),
    ("W13", [(cat(union(AB, C), C), union(lit("abc"), lit("cc"))), (cat(("re.inter", plus(A), ALLCHAR_AB), C), cat(A, C))],
     [(cat(union(AB, C), C), union(lit("abc"), lit("bc"))), (cat(("re.inter", ALLCHAR_AB, ABC), C), cat(A, C)),
      (cat(("re.inter", ("re.comp", B), ABC), C), cat(("re.range", "b", "c"), C))]),
    ("W14", [(("re.inter", cat(A, ("re.*", BA), opt(C)), cat(loop(1, 3, ALLCHAR_AB), opt(C))), cat(A, loop(0, 1, BA), opt(C))),
             (("re.inter", cat(("re.*", ALLCHAR_AB), C), cat(("re.*", AB), C)), cat(("re.*", AB), C))],
     [(("re.inter", cat(A, opt(A)), cat(lit("aa"), opt(A))), cat(C, opt(A))),
      (("re.inter", cat(A, ("re.*", BA), opt(C)), cat(loop(1, 3, ABC), opt(C))), cat(A, loop(0, 0, BA), opt(C))),
      (("re.inter", cat(A, ("re.*", BA), opt(C)), cat(loop(1, 4, ALLCHAR_AB), C)), cat(A, loop(0, 0, BA), opt(C))),
      (("re.inter", cat(A, opt(C)), plus(ABC)), cat(B, opt(C)))]),
    ("W15", [(cat(("re.inter", cat(A, ("re.*", BA), opt(C)), cat(loop(1, 3, ALLCHAR_AB), opt(C))), B), cat(A, loop(0, 1, BA), opt(C), B))],
     [(cat(("re.inter", cat(A, ("re.*", BA), opt(C)), cat(loop(1, 3, ALLCHAR_AB), opt(C))), A), cat(A, loop(0, 1, BA), opt(C), B)),
      (cat(("re.inter", cat(A, ("re.*", BA), opt(C)), cat(loop(1, 5, ALLCHAR_AB), opt(C))), B), cat(A, loop(0, 1, BA), opt(C), B))]),
]


def contained(a, b, conclusion=None):
    r = ("re.diff", a, b)
    return Instance("re_contained", [r], [], conclusion or is_none(r))


def re_contained_accept():
    for _, good, _ in WITHIN:
        for a, b in good:
            yield contained(a, b)
    yield Instance("re_contained", [NONE], [], is_none(NONE))
    yield Instance("re_contained", [("re.inter", ("re.comp", opt(A)), A)], [], is_none(("re.inter", ("re.comp", opt(A)), A)))
    yield contained(cat(A, ("re.*", AB)), cat(("re.*", ALLCHAR_AB)))
    yield contained(cat(loop(0, 3, AB), B), cat(ALL, B))


def re_contained_reject():
    for _, _, bad in WITHIN:
        for a, b in bad:
            yield contained(a, b)
    for r in (A, ALL, ("re.comp", A), ("re.inter", A, opt(A)), ("re.diff", ALL, A), R, ("re.diff", R, R), ("re.diff", A, R),
              ("re.loop", -1, 2, A), ("re.diff", A, ("re.range", X, "b")), ("@class", ("@no_range",))):
        yield Instance("re_contained", [r], [], is_none(r))
    yield contained(A, opt(A), is_none(A))
    yield contained(A, opt(A), is_none(("re.diff", opt(A), A)))
    yield Instance("re_contained", [A, opt(A)], [], is_none(("re.diff", A, opt(A))))
    yield Instance("re_contained", [], [], is_none(NONE))


def re_contained(checkers, report):
    """The pairs that are no inclusions: a short word shows it, but where counters are huge."""
    huge = [(a, b) for _, _, bad in WITHIN for a, b in bad if word_in(("re.diff", a, b), LONGER_WORDS) is None]
    report.test("re_contained: pairs that are none", [eunoia(("re.diff", a, b)) for a, b in huge if str(HUGE) not in eunoia(b)
                                                      and str(HUGE - 1) not in eunoia(b) and "40" not in eunoia(b)])


DIFFERENCE = ("re.union", ("re.diff", A, R), ("re.diff", R, A))


def re_equiv_accept():
    yield Instance("re_equiv", [], [is_none(DIFFERENCE)], ("=", A, R))


def re_equiv_reject():
    for p in (is_none(("re.union", ("re.diff", A, R), ("re.diff", A, R))), is_none(("re.diff", A, R)),
              is_none(("re.inter", ("re.diff", A, R), ("re.diff", R, A))), ("=", DIFFERENCE, ALL),
              ("not", is_none(DIFFERENCE)), is_none(("re.union", ("re.diff", R, A), ("re.diff", A, B)))):
        yield Instance("re_equiv", [], [p], ("=", A, R))
    yield Instance("re_equiv", [], [is_none(DIFFERENCE)], ("=", A, B))


def re_distinct_instances(mirror):
    generator = random.Random(11)
    found = [r for r, _ in mirror.of("same_normal_form")]
    for _ in range(200):
        r, s, w = generator.choice(found), generator.choice(found), generator.choice(FEW_WORDS)
        yield Instance("re_distinct", [r, s, w], [], ("not", ("=", r, s)))
    for r, s, w in ((ALLCHAR, A, "\U0002ffff"), (("re.range", "\0", "a"), A, "\0"), (("re.range", "ab", "b"), A, "a"),
                    (("re.^", 4000000000, ("re.opt", A)), ("re.*", B), "aaa"),
                    (("re.comp", A), ("re.diff", ALL, ALLCHAR), "b"), (("re.loop", 3, 2, A), A, "a"),
                    (("re.^", 0, NONE), NONE, "")):
        yield Instance("re_distinct", [r, s, w], [], ("not", ("=", r, s)))


def re_distinct(mirror, checkers, report):
    instances = list(re_distinct_instances(mirror))
    good, bad = [], []
    for i in instances:
        r, s, w = i.args
        (good if in_re(w, r) != in_re(w, s) else bad).append(i)
    accept("re_distinct", good, checkers, report)
    bad += [Instance("re_distinct", args, [], ("not", ("=", args[0], args[1])))
            for args in ([A, R, "b"], [R, A, "a"], [A, B, X], [A, B, ("str.++", "a", "")],
                         [("re.range", X, "b"), A, "a"])]
    bad.append(Instance("re_distinct", [A, B, "a"], [], ("=", A, B)))
    reject("re_distinct", bad, checkers, report)


def membership(x, r, negated=False):
    return ("not", ("str.in_re", x, r)) if negated else ("str.in_re", x, r)


def inter_accept():
    for n in (1, 2, 3, 5):
        for signs in itertools.product((False, True), repeat=n):
            parts = [A, R, ("re.*", B), ("re.inter", A, B), ("re.comp", A)][:n]
            taken = [("re.comp", r) if s else r for r, s in zip(parts, signs)]
            yield Instance("str_in_re_inter", [], [membership(X, r, s) for r, s in zip(parts, signs)],
                           membership(X, taken[0] if n == 1 else ("re.inter", *taken)))


def inter_reject():
    one, two, ab = membership(X, A), membership(X, B), ("re.inter", A, B)
    for premises, conclusion in (([one, membership(Y, B)], ab), ([one, membership(X, B, True)], ab),
                                 ([one, ("=", X, "a")], ab), ([one], ab), ([one], ("re.comp", A)),
                                 ([membership(X, A, True)], A), ([], A), ([], ALL), ([("not", ("not", one))], A),
                                 ([one, ("not", ("not", two))], ab), ([("and", one, two)], ab), ([one, TRUE], ab)):
        yield Instance("str_in_re_inter", [], premises, membership(X, conclusion))


def none_instances():
    yield Instance("str_in_re_none", [], [membership(X, R), is_none(R)], FALSE)
    yield Instance("str_in_re_none", [], [membership("ab", EMPTY), is_none(EMPTY)], FALSE)


def none_reject():
    for premises in ([membership(X, A), is_none(R)], [membership(X, A, True), is_none(A)],
                     [membership(X, A), ("=", A, ALL)], [membership(X, A), ("not", is_none(A))],
                     [is_none(A), membership(X, A)], [membership(X, A), ("=", NONE, A)], [membership(X, R)]):
        yield Instance("str_in_re_none", [], premises, FALSE)


def guards(checkers, report):
    every = list(re_empty_accept())
    accept("re_empty", [i for i in every if i.conclusion is not None], checkers, report)
    reject("re_empty", [i for i in every if i.conclusion is None] + list(re_empty_reject()), checkers, report)
    re_contained(checkers, report)
    for rule, good, bad in (("re_contained", re_contained_accept, re_contained_reject),
                            ("re_equiv", re_equiv_accept, re_equiv_reject),
                            ("str_in_re_inter", inter_accept, inter_reject),
                            ("str_in_re_none", none_instances, none_reject)):
        accept(rule, list(good()), checkers, report)
        reject(rule, list(bad()), checkers, report)


# ---- main ----------------------------------------------------------------------------------------------------------


def with_signature(program, folder):
    """The checker with the signature of the tests."""
    path = os.path.join(folder, "check")
    with open(path, "w") as file:
        file.write('#!/bin/sh\nexec "%s" --signature "%s" "$@"\n' % (program, PROGRAMS))
    os.chmod(path, stat.S_IRWXU)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", default=os.environ.get("STRSMT_CHECK"))
    parser.add_argument("--ethos", default=os.environ.get("ETHOS") or shutil.which("ethos"))
    parser.add_argument("--mirror", default=os.path.join(os.environ.get("STRSMT_BUILD", ""), "tests", "regex_mirror"))
    options = parser.parse_args()
    report, checkers = Report(), []
    if options.ethos:
        checkers.append(Ethos(options.ethos, PROGRAMS))
    else:
        report.skip("ethos", "not found")
    if options.check:
        checker = LratT(options.check)
        checker.program = with_signature(options.check, checker.folder)
        checkers.append(checker)
    else:
        report.skip("strsmt-check", "not given")
    report.test("a checker", [] if checkers else ["neither ethos nor strsmt-check was found"])
    guards(checkers, report)
    if os.path.exists(options.mirror):
        mirror = Mirror(options.mirror)
        report.test("mirror", [] if mirror.status == 0 else ["exit status %d" % mirror.status])
        same_programs(mirror, checkers, report)
        certificates(mirror, checkers, report)
        inclusions(mirror, checkers, report)
        try_tampered(mirror, checkers, report)
        re_distinct(mirror, checkers, report)
    else:
        report.skip("mirror", "not built")
    for checker in checkers:
        checker.close()
    skipped = ", %d skipped" % report.skipped if report.skipped else ""
    print("%d passed, %d failed%s" % (report.passed, report.failed, skipped))
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
