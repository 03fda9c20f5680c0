"""Instances for the rule of reduction.eo, as in rules.py. Many more are made at random by the mirror (mirror.c)."""
import itertools

from checkers import eunoia, parse
from rules import ALLCHAR, NONE, I, J, X, Y, Z

FIRST = "(@purify (str.substr {0} 0 {1}))"
BEHIND = "(@purify (str.substr {0} {1} (str.len {0})))"


def first(s, n):
    return FIRST.format(s, n)


def behind(s, n):
    return BEHIND.format(s, n)


def split_first(s):
    return "(and (= %s (str.++ %s %s)) (= (str.len %s) 1))" % (s, first(s, 1), behind(s, 1), first(s, 1))


def match(s, t):
    """What is before and behind the first t in s; where it stands; that there is none before."""
    at = "(str.indexof %s %s 0)" % (s, t)
    pre, post = first(s, at), behind(s, "(+ %s (str.len %s))" % (at, t))
    return (pre, post, "(= %s (str.++ %s %s %s))" % (s, pre, t, post),
            "(not (str.contains (str.++ %s (str.substr %s 0 (+ (str.len %s) -1))) %s))" % (pre, t, t, t))


def substr(a, s, i, n):
    pre, post = first(s, i), behind(s, "(+ %s %s)" % (i, n))
    return ("(ite (and (>= {i} 0) (>= (str.len {s}) (+ {i} 1)) (>= {n} 1)) (and (= {s} (str.++ {pre} {a} {post}))"
            " (= (str.len {pre}) {i}) (ite (>= (str.len {s}) (+ {i} {n})) (= (str.len {a}) {n}) (= {post} \"\")))"
            " (= {a} \"\"))").format(**locals())


def prefixof(a, s, t):
    n = "(str.len %s)" % s
    pre, post = first(t, n), behind(t, n)
    return ("(ite {a} (= {t} (str.++ {s} {post})) (or (not (>= (str.len {t}) {n})) (and (= {t} (str.++ {pre} {post}))"
            " (= (str.len {pre}) {n}) (not (= {pre} {s})))))").format(**locals())


def suffixof(a, s, t):
    n = "(- (str.len %s) (str.len %s))" % (t, s)
    pre, post = first(t, n), behind(t, n)
    return ("(ite {a} (= {t} (str.++ {pre} {s})) (or (not (>= (str.len {t}) (str.len {s}))) (and"
            " (= {t} (str.++ {pre} {post})) (= (str.len {post}) (str.len {s})) (not (= {post} {s})))))").format(**locals())


def contains(a, s, t):
    here, n = match(s, t)[2], "(str.len %s)" % t
    pre, post, one, tail = first(s, n), behind(s, n), split_first(s), behind(s, 1)
    return ("(ite {a} {here} (or (not (>= (str.len {s}) {n})) (and (= {s} (str.++ {pre} {post})) (= (str.len {pre}) {n})"
            " (not (= {pre} {t})) {one} (not (str.contains {tail} {t})))))").format(**locals())


def found(s, t, i, a):
    pre, _, here, earlier = match(s, t)
    return ("(ite (str.contains {s} {t}) (and {here} {earlier} (= {a} (+ {i} (str.len {pre})))) (= {a} -1))"
            ).format(**locals())


def indexof(a, s, t, i):
    if i == "0":
        return '(ite (= %s "") (= %s 0) %s)' % (t, a, found(s, t, 0, a))
    pre, rest = first(s, i), behind(s, i)
    there = found(rest, t, i, a)
    return ("(ite (or (not (>= {i} 0)) (not (>= (str.len {s}) {i}))) (= {a} -1) (and (= {s} (str.++ {pre} {rest}))"
            " (= (str.len {pre}) {i}) (ite (= {t} \"\") (= {a} {i}) {there})))").format(**locals())


def replace(a, s, t, u):
    pre, post, here, earlier = match(s, t)
    return ("(ite (= {t} \"\") (= {a} (str.++ {u} {s})) (ite (str.contains {s} {t}) (and {here} {earlier}"
            " (= {a} (str.++ {pre} {u} {post}))) (= {a} {s})))").format(**locals())


def with_length(meaning, a, s, u, t=None):
    if u == '""':
        return "(and %s (>= (str.len %s) (str.len %s)))" % (meaning, s, a)
    if t is None or t[0] != '"' or u[0] != '"':
        return meaning
    first, second = (a, s) if len(u) > len(t) else (s, a)
    return "(and %s (>= (str.len %s) (str.len %s)))" % (meaning, first, second)


def replace_all(a, s, t, u):
    pre, post, here, earlier = match(s, t)
    return with_length(("(ite (and (not (= {t} \"\")) (str.contains {s} {t})) (and {here} {earlier}"
                        " (= {a} (str.++ {pre} {u} (str.replace_all {post} {t} {u})))) (= {a} {s}))").format(**locals()),
                       a, s, u, t)


def word(s, r):
    """The shortest word of r with which s begins, what follows it, and what is true of both."""
    post = "(str.replace_re %s %s \"\")" % (s, r)
    pre, post = first(s, "(- (str.len %s) (str.len %s))" % (s, post)), "(@purify %s)" % post
    return post, ("(and (= {s} (str.++ {pre} {post})) (str.in_re {pre} {r})"
                  " (not (str.in_re {pre} (re.++ {r} re.allchar re.all))))").format(**locals())


def replace_re(a, s, r, u):
    post, here = word(s, r)
    one, head, tail = split_first(s), first(s, 1), behind(s, 1)
    return with_length(("(ite (str.in_re \"\" {r}) (= {a} (str.++ {u} {s})) (ite (str.in_re {s} (re.++ {r} re.all))"
            " (and {here} (= {a} (str.++ {u} {post}))) (ite (str.in_re {s} (re.++ re.all {r} re.all))"
            " (and {one} (= {a} (str.++ {head} (str.replace_re {tail} {r} {u})))) (= {a} {s}))))").format(**locals()), a, s, u)


def replace_re_all(a, s, r, u):
    words = "(re.inter %s (re.++ re.allchar re.all))" % r
    post, here = word(s, words)
    one, head, tail = split_first(s), first(s, 1), behind(s, 1)
    return with_length(("(ite (str.in_re {s} (re.++ {words} re.all)) (and {here} (= {a} (str.++ {u}"
            " (str.replace_re_all {post} {r} {u})))) (ite (str.in_re {s} (re.++ re.all {words} re.all))"
            " (and {one} (= {a} (str.++ {head} (str.replace_re_all {tail} {r} {u})))) (= {a} {s})))").format(**locals()), a, s, u)


def cut(s, r, q):
    n = "(@re_cut %s %s %s)" % (s, r, q)
    pre, post = first(s, n), behind(s, n)
    return "(= {s} (str.++ {pre} {post})) (str.in_re {pre} {r}) (str.in_re {post} {q})".format(**locals())


def cuts(s, i, r, q):
    """The literal s at each place from i on."""
    each = ["(and (str.in_re %s %s) (str.in_re %s %s))" % (eunoia(s[:n]), r, eunoia(s[n:]), q) for n in range(i, len(s) + 1)]
    return each[0] if len(each) == 1 else "(or %s)" % " ".join(each)


def in_concat(a, s, r, *more):
    q = more[0] if len(more) == 1 else "(re.++ %s)" % " ".join(more)
    if isinstance(s, str):
        return "(= %s %s)" % (a, cuts(s, 0, r, q))
    return "(or (not %s) (and %s))" % (a, cut(eunoia(s), r, q))


def in_star(a, s, r):
    if isinstance(s, str):
        return "(= %s %s)" % (a, cuts(s, 1, r, "(re.* %s)" % r) if s else "true")
    words, s = "(re.inter %s (re.++ re.allchar re.all))" % r, eunoia(s)
    return ("(ite {a} (or (= {s} \"\") (and {cut})) (and (not (= {s} \"\")) (not (str.in_re {s} {r}))))"
            ).format(cut=cut(s, words, "(re.* %s)" % r), **locals())


def to_int(a, s):
    last = "(+ (str.len %s) -1)" % s
    pre, digit = first(s, last), "(@purify (str.substr %s %s 1))" % (s, last)
    return ("(ite (str.in_re {s} (re.+ (re.range \"0\" \"9\"))) (and (>= {a} 0) (= {s} (str.++ {pre} {digit}))"
            " (= (str.len {digit}) 1) (ite (= {pre} \"\") (= {a} (+ (str.to_code {digit}) -48))"
            " (= {a} (+ (* 10 (str.to_int {pre})) (str.to_code {digit}) -48)))) (= {a} -1))").format(**locals())


def from_int(a, i):
    return ("(ite (>= {i} 0) (and (= {a} (@purify {a})) (str.in_re (@purify {a}) (re.union (str.to_re \"0\")"
            " (re.++ (re.range \"1\" \"9\") (re.* (re.range \"0\" \"9\"))))) (= (str.to_int (@purify {a})) {i}))"
            " (= {a} \"\"))").format(**locals())


def to_code(a, s):
    return ("(ite (= (str.len {s}) 1) (and (>= {a} 0) (not (>= {a} 196608)) (= {s} (str.from_code {a})))"
            " (= {a} -1))").format(**locals())


def from_code(a, i):
    return ("(ite (and (>= {i} 0) (not (>= {i} 196608))) (and (= {a} (@purify {a})) (= (str.len (@purify {a})) 1)"
            " (= (str.to_code (@purify {a})) {i})) (= {a} \"\"))").format(**locals())


def less(a, s, t):
    s0, s1, t0, t1, heads = first(s, 1), behind(s, 1), first(t, 1), behind(t, 1), split_first(s) + " " + split_first(t)
    return ("(ite (= {t} \"\") (not {a}) (ite (= {s} \"\") {a} (and {heads} (ite (= {s0} {t0})"
            " (= {a} (str.< {s1} {t1})) (= {a} (not (>= (str.to_code {s0}) (str.to_code {t0}))))))))").format(**locals())


def less_or_equal(a, s, t):
    return "(= {a} (not (str.< {t} {s})))".format(**locals())


STRINGS = (X, Y, "", "ab", ("str.++", X, "a"))
NUMBERS = (I, 0, 1, -1, ("str.len", X))
REGEXES = (("str.to_re", "a"), ("re.+", ("str.to_re", "a")), ("re.*", ("str.to_re", "ab")),
           ("re.union", ("str.to_re", "ab"), ("str.to_re", "b"), ("str.to_re", "aba")),
           ("re.++", ("str.to_re", "a"), ("re.*", ALLCHAR), ("str.to_re", "b")), NONE)
FUNCTIONS = {
    "str.substr": (substr, [(s, i, n) for s in STRINGS for i in NUMBERS for n in NUMBERS[:3]]),
    "str.prefixof": (prefixof, list(itertools.product(STRINGS, repeat=2))),
    "str.suffixof": (suffixof, list(itertools.product(STRINGS, repeat=2))),
    "str.contains": (contains, list(itertools.product(STRINGS, repeat=2))),
    "str.indexof": (indexof, [(s, t, i) for s in STRINGS for t in (X, Y, "", "a", "aa") for i in NUMBERS]),
    "str.replace": (replace, [(s, t, u) for s in STRINGS for t in (X, Y, "", "aa") for u in (Y, "a", "")]),
    "str.replace_all": (replace_all, [(s, t, u) for s in STRINGS for t in (X, Y, "", "a", "aa") for u in (Y, "a", "")]),
    "str.replace_re": (replace_re, [(s, r, u) for s in STRINGS for r in REGEXES for u in (Y, "a", "")]),
    "str.replace_re_all": (replace_re_all, [(s, r, u) for s in STRINGS for r in REGEXES for u in (Y, "a", "")]),
    "str.to_int": (to_int, [(s,) for s in STRINGS + ("007", "12", "1a", ("str.++", X, "0"))]),
    "str.from_int": (from_int, [(i,) for i in NUMBERS + (10, 207, ("+", I, 99))]),
    "str.to_code": (to_code, [(s,) for s in STRINGS]),
    "str.from_code": (from_code, [(i,) for i in NUMBERS + (196607, 196608)]),
    "str.<": (less, list(itertools.product(STRINGS, repeat=2))),
    "str.<=": (less_or_equal, list(itertools.product(STRINGS, repeat=2))),
}


def open_memberships():
    parts = (("str.to_re", X), ("re.*", ("str.to_re", Y)), ("re.+", ("str.to_re", "ab")), ALLCHAR)
    for s in STRINGS:
        for n in (2, 3):
            for chosen in itertools.product(parts, repeat=n):
                a = ("str.in_re", s, ("re.++", *chosen))
                yield a, in_concat(eunoia(a), s, *map(eunoia, chosen))
        for r in (*parts, ("re.union", ("str.to_re", X), ("str.to_re", "a"))):
            a = ("str.in_re", s, ("re.*", r))
            yield a, in_star(eunoia(a), s, eunoia(r))


def accept():
    for a, meaning in open_memberships():
        yield [a], [], parse(meaning)
    for op, (define, instances) in FUNCTIONS.items():
        for args in instances:
            a = (op, *args)
            yield [a], [], parse(define(eunoia(a), *map(eunoia, args)))


# What a definition must not say.
WRONG = """
    (str.substr x i j)      (= x (str.++ (@purify (str.substr x 0 i)) (str.substr x i j) (@purify (str.substr x (+ i j) (str.len x)))))
    (str.substr x i j)      (= (str.len (str.substr x i j)) j)
    (str.contains x y)      (ite (str.contains x y) (= x y) true)
    (str.contains x y)      (or (str.contains x y) (not (>= (str.len x) (str.len y))))
    (str.prefixof x y)      (= y (str.++ x (@purify (str.substr y (str.len x) (str.len y)))))
    (str.suffixof x y)      (str.contains y x)
    (str.indexof x y i)     (= (str.indexof x y i) -1)
    (str.indexof x y 0)     (ite (str.contains x y) (= (str.indexof x y 0) 0) (= (str.indexof x y 0) -1))
    (str.replace x y z)     (ite (str.contains x y) (not (= (str.replace x y z) x)) (= (str.replace x y z) x))
    (str.replace_all x y z) (ite (str.contains x y) (= (str.replace_all x y z) (str.replace x y z)) (= (str.replace_all x y z) x))
    (str.replace_re x (re.+ (str.to_re "a")) y)  (not (str.contains (str.replace_re x (re.+ (str.to_re "a")) y) "a"))
    (str.replace_re x (re.* (str.to_re "a")) y)  (= (str.replace_re x (re.* (str.to_re "a")) y) x)
    (str.replace_re_all x (re.+ (str.to_re "a")) "b")  (= (str.len (str.replace_re_all x (re.+ (str.to_re "a")) "b")) (+ (str.len x) 1))
    (str.replace_re_all x (re.* (str.to_re "a")) y)  (= (str.replace_re_all x (re.* (str.to_re "a")) y) (str.++ y x))
    (str.to_int x)          (>= (str.to_int x) 0)
    (str.from_int i)        (= (str.to_int (str.from_int i)) i)
    (str.to_code x)         (= x (str.from_code (str.to_code x)))
    (str.from_code i)       (= (str.to_code (str.from_code i)) i)
    (str.in_re x (re.* (str.to_re y)))  (ite (str.in_re x (re.* (str.to_re y))) (= x y) true)
    (str.in_re "aa" (re.* (str.to_re y)))  (= (str.in_re "aa" (re.* (str.to_re y))) (str.in_re "aa" (str.to_re y)))
    (str.in_re x (re.++ (str.to_re y) re.allchar))  (str.in_re x (re.++ (str.to_re y) re.allchar))
    (str.< x y)             (or (str.< x y) (str.< y x))
    (str.<= x y)            (= (str.<= x y) (str.< x y))
"""


def reject():
    for line in WRONG.strip().splitlines():
        depth = [line[: i + 1].count("(") - line[: i + 1].count(")") for i in range(len(line))]
        start = line.index("(")
        end = next(i for i in range(start, len(line)) if depth[i] == 0) + 1
        yield [parse(line[start:end])], [], parse(line[end:].strip())
    yield [("str.len", X)], [], None
    yield [("str.++", X, Y)], [], None
    yield [X], [], None


LEAST = {"str.len": 0, "str.indexof": -1, "str.to_int": -1, "str.to_code": -1}


def str_int_least():
    for op, least in LEAST.items():
        for args in FUNCTIONS[op][1] if op in FUNCTIONS else [(s,) for s in STRINGS]:
            yield [(op, *args)], [], (">=", (op, *args), least)


def str_int_least_reject():
    yield [("str.to_int", X)], [], (">=", ("str.to_int", X), 0)
    yield [("str.to_code", X)], [], (">=", ("str.to_code", X), 0)
    yield [("str.indexof", X, Y, I)], [], (">=", ("str.indexof", X, Y, I), 0)
    yield [("str.len", X)], [], (">=", ("str.len", X), 1)
    yield [I], [], None
    yield [("+", ("str.len", X), -1)], [], None


def purify_elim():
    for a in (X, I, ("str.substr", X, I, J), ("str.++", X, "a"), ("str.from_int", I), ("str.contains", X, Y)):
        yield [a], [], ("=", ("@purify", a), a)


def purify_elim_reject():
    yield [X], [], ("=", ("@purify", X), Y)
    yield [("str.at", X, 0)], [], ("=", ("@purify", ("str.at", X, 0)), X)
    yield [], [], None


def str_indexof_prefix():
    for t in (X, Y, "a", "", ("str.++", Z, "b")):
        for s, firsts in ((("str.++", X, Y), ("", X)), (("str.++", X, "ab", Y), ("", X, ("str.++", X, "ab"))), (X, ("", X))):
            for n, first in enumerate(firsts):
                found = ("str.indexof", first, t, 0)
                yield [s, t, n], [], ("or", ("not", (">=", found, 0)), ("=", ("str.indexof", s, t, 0), found))


def str_indexof_prefix_reject():
    s = ("str.++", X, Y)
    yield [s, Z, 1], [], ("=", ("str.indexof", s, Z, 0), ("str.indexof", X, Z, 0))
    yield [s, Z, 1], [], ("or", ("not", (">=", ("str.indexof", Y, Z, 0), 0)), ("=", ("str.indexof", s, Z, 0), ("str.indexof", Y, Z, 0)))
    yield [s, Z, 3], [], None
    yield [s, Z, -1], [], None
    yield [s, Z, I], [], None


TRY = {"str_indexof_prefix": (str_indexof_prefix, str_indexof_prefix_reject), "purify_elim": (purify_elim, purify_elim_reject), "str_define": (accept, reject), "str_int_least": (str_int_least, str_int_least_reject)}
