"""What each rule must conclude, said once more, and instances to try.

`TRY` maps a rule to two functions. The first yields (arguments, premises, conclusion) that must be accepted; the
reference must find them sound. The second yields (arguments, premises, conclusion) that must be rejected: each violates
a guard of the rule, and the guard is shown to be needed by a conclusion that is false somewhere although the premises
are true. Where its conclusion is None, the rule must not apply at all.
"""
import itertools
import random

import rules_arith
import rules_counts
import rules_nielsen
import rules_words
from reference import *

P, Q, R = (Const(n, "Bool") for n in "pqr")
I, J, K = (Const(n, "Int") for n in "ijk")
X, Y, Z = (Const(n, "String") for n in "xyz")
ALL, NONE, ALLCHAR = ("re.all",), ("re.none",), ("re.allchar",)
EPSILON = ("str.to_re", "")
LAST = chr(CODE_MAX)


def equals(a, b):
    return ("=", a, b)


def neg(a):
    return ("not", a)


def random_generator():
    return random.Random(20240521)


# ---- Booleans ------------------------------------------------------------------------------------------------------

FORMULAS = [P, Q, neg(P), ("and", P, Q), ("or", Q, P), TRUE, FALSE]
FEW = [P, Q, neg(Q), ("and", P, R)]


def lists(op):
    return [(op, *parts) for n in (2, 3) for parts in itertools.product(FEW, repeat=n)] + [(op, P, Q, neg(P), R, Q)]


def cnf_and_pos():
    for t in lists("and"):
        for i, part in enumerate(t[1:]):
            yield [t, i], [], ("or", neg(t), part)


def cnf_and_pos_reject():
    yield [("and", P, Q), 2], [], ("or", neg(("and", P, Q)), R)
    yield [("and", P, Q), -1], [], ("or", neg(("and", P, Q)), R)
    yield [("or", P, Q), 0], [], ("or", neg(("or", P, Q)), P)
    yield [P, 0], [], None
    yield [("and", P, Q), 0], [], ("or", ("and", P, Q), P)


def cnf_and_neg():
    for t in lists("and"):
        yield [t], [], ("or", t, *map(neg, t[1:]))


def cnf_and_neg_reject():
    yield [("or", P, Q)], [], ("or", ("or", P, Q), R)
    yield [P], [], ("or", P, FALSE)
    yield [("and", P, Q)], [], ("or", ("and", P, Q), neg(P))


def cnf_or_pos():
    for t in lists("or"):
        yield [t], [], ("or", neg(t), *t[1:])


def cnf_or_pos_reject():
    yield [("and", P, Q)], [], ("or", ("and", P, Q), P, Q)
    yield [("or", P, Q)], [], ("or", neg(("or", P, Q)), P)


def cnf_or_neg():
    for t in lists("or"):
        for i, part in enumerate(t[1:]):
            yield [t, i], [], ("or", t, neg(part))


def cnf_or_neg_reject():
    yield [("or", P, Q), 2], [], ("or", ("or", P, Q), neg(R))
    yield [("or", P, Q), -1], [], ("or", ("or", P, Q), neg(R))
    yield [("and", P, Q), 0], [], ("or", ("and", P, Q), neg(P))


def tautologies(op, *patterns):
    """A rule whose argument is an application of op; its clause is that and its arguments, with these signs."""
    signs = patterns[0]

    def instances():
        for args in itertools.product(FORMULAS if len(signs) == 3 else FEW, repeat=3 if op == "ite" else 2):
            t = (op, *args)
            yield [t], [], ("or", *(u if sign else neg(u) for u, sign in zip((t, *args), signs) if sign is not None))

    return instances


def tautologies_reject(op, signs):
    """The other signs of the same shape, and another symbol."""

    def instances():
        args = (P, Q, R)[: 3 if op == "ite" else 2]
        t = (op, *args)
        for k, sign in enumerate(signs):
            if sign is not None:
                wrong = [not s if i == k and s is not None else s for i, s in enumerate(signs)]
                yield [t], [], ("or", *(u if s else neg(u) for u, s in zip((t, *args), wrong) if s is not None))
        other = ("and", P, Q)
        yield [other], [], None

    return instances


TSEITIN = {
    "cnf_implies_pos": ("=>", (False, False, True)),
    "cnf_implies_neg1": ("=>", (True, True, None)),
    "cnf_implies_neg2": ("=>", (True, None, False)),
    "cnf_equiv_pos1": ("=", (False, False, True)),
    "cnf_equiv_pos2": ("=", (False, True, False)),
    "cnf_equiv_neg1": ("=", (True, True, True)),
    "cnf_equiv_neg2": ("=", (True, False, False)),
    "cnf_xor_pos1": ("xor", (False, True, True)),
    "cnf_xor_pos2": ("xor", (False, False, False)),
    "cnf_xor_neg1": ("xor", (True, False, True)),
    "cnf_xor_neg2": ("xor", (True, True, False)),
    "cnf_ite_pos1": ("ite", (False, False, True, None)),
    "cnf_ite_pos2": ("ite", (False, True, None, True)),
    "cnf_ite_neg1": ("ite", (True, False, False, None)),
    "cnf_ite_neg2": ("ite", (True, True, None, False)),
}


def split():
    for t in FORMULAS:
        yield [t], [], ("or", t, neg(t))


def split_reject():
    yield [P], [], ("or", P, neg(Q))


def or_not_not_elim():
    def wrapped(t, n):
        return wrapped(neg(neg(t)), n - 1) if n else t

    for parts in itertools.product([P, neg(Q), ("and", P, R)], repeat=2):
        for counts in itertools.product(range(3), repeat=4):
            yield ([("or", *map(wrapped, parts, counts[:2]))], [("or", *map(wrapped, parts, counts[2:]))],
                   ("or", *map(wrapped, parts, counts[:2])))


def or_not_not_elim_reject():
    yield [("or", P, Q)], [("or", neg(P), Q)], ("or", P, Q)
    yield [("or", P, Q)], [("or", P, neg(neg(R)))], ("or", P, Q)
    yield [("or", P, neg(neg(neg(Q))))], [("or", P, Q)], ("or", P, neg(neg(neg(Q))))
    yield [("or", P, Q)], [("or", P, Q, R)], ("or", P, Q)
    yield [P], [("or", P, Q)], P
    yield [P], [neg(neg(P))], None


def contra():
    for t in FORMULAS + [equals(X, Y)]:
        yield [], [t, neg(t)], FALSE


def contra_reject():
    yield [], [P, neg(Q)], FALSE
    yield [], [P, Q], FALSE
    yield [], [neg(P), Q], FALSE


def eq_resolve():
    for a, b in itertools.product(FORMULAS, repeat=2):
        yield [], [a, equals(a, b)], b


def eq_resolve_reject():
    yield [], [P, equals(Q, R)], R
    yield [], [P, equals(R, Q)], R
    yield [], [P, ("xor", P, Q)], Q


def equiv_elim(first, second):
    def instances():
        for a, b in itertools.product(FORMULAS, repeat=2):
            yield [], [equals(a, b)], ("or", first(a), second(b))

    return instances


def equiv_elim_reject(first, second):
    def instances():
        yield [], [("xor", P, Q)], ("or", first(P), second(Q))
        yield [], [equals(P, Q)], ("or", P, Q)

    return instances


def true_intro():
    for t in FORMULAS:
        yield [], [t], equals(t, TRUE)


def true_elim():
    for t in FORMULAS:
        yield [], [equals(t, TRUE)], t


def false_intro():
    for t in FORMULAS:
        yield [], [neg(t)], equals(t, FALSE)


def false_elim():
    for t in FORMULAS:
        yield [], [equals(t, FALSE)], neg(t)


def constants_reject(shape, *wrong):
    def instances():
        for premise, conclusion in wrong:
            yield [], [premise], conclusion

    return instances


# ---- equality ------------------------------------------------------------------------------------------------------

TERMS = [P, I, X, 3, "ab", TRUE, ("+", I, J), ("str.++", X, "a"), ("ite", P, X, Y)]


def refl():
    for t in TERMS + [ALL, ("re.*", ("str.to_re", "a")), ("re.^", 3, ALLCHAR)]:
        yield [t], [], equals(t, t)


def refl_reject():
    yield [X], [], equals(X, Y)


def same_sort_pairs():
    for pool in ([I, J, 3, ("+", I, J)], [X, Y, "ab", ("str.++", X, "a")], [P, Q, TRUE]):
        yield from itertools.product(pool, repeat=2)


def symm():
    for a, b in same_sort_pairs():
        yield [], [equals(a, b)], equals(b, a)
        yield [], [neg(equals(a, b))], neg(equals(b, a))


def symm_reject():
    yield [], [("<=", I, J)], ("<=", J, I)
    yield [], [neg(("<", I, J))], neg(("<", J, I))
    yield [], [("=>", P, Q)], ("=>", Q, P)
    yield [], [equals(I, J)], neg(equals(J, I))


def trans():
    for pool in ([I, J, K, 3], [X, Y, Z], [P, Q, TRUE]):
        for n in (2, 3, 4):
            for chain in itertools.product(pool, repeat=n):
                yield [], [equals(a, b) for a, b in zip(chain, chain[1:])], equals(chain[0], chain[-1])


def trans_reject():
    yield [], [equals(I, J), equals(K, 3)], equals(I, 3)
    yield [], [equals(I, J), equals(3, K)], equals(I, K)
    yield [], [equals(J, I), equals(J, K)], equals(I, 4)
    yield [], [equals(I, J), ("<=", J, K)], equals(I, K)
    yield [], [equals(I, J), neg(equals(J, K))], equals(I, K)
    yield [], [neg(equals(I, J)), equals(J, K)], equals(I, K)
    yield [], [], None


FIXED = [
    ("not", P), ("xor", P, Q), ("=>", P, Q), ("=", I, J), ("=", X, Y), ("=", P, Q), ("distinct", X, Y),
    ("ite", P, X, Y), ("ite", P, I, J),
    ("-", I), ("-", I, J), ("abs", I), ("<=", I, J), ("<", I, J), (">=", I, J), (">", I, J), ("div", I, J),
    ("mod", I, J),
    ("str.len", X), ("str.<", X, Y), ("str.<=", X, Y), ("str.at", X, I), ("str.substr", X, I, J),
    ("str.prefixof", X, Y),
    ("str.suffixof", X, Y), ("str.contains", X, Y), ("str.indexof", X, Y, I), ("str.replace", X, Y, Z),
    ("str.replace_all", X, Y, Z),
    ("str.is_digit", X), ("str.to_code", X), ("str.from_code", I), ("str.to_int", X), ("str.from_int", I),
]
OTHER = {P: Q, Q: R, I: J, J: 2, X: Y, Y: "b", Z: X}


def cong():
    for t in FIXED:
        for which in itertools.product((False, True), repeat=len(t) - 1):
            new = [OTHER[a] if change else a for a, change in zip(t[1:], which)]
            yield [t], [equals(a, b) for a, b in zip(t[1:], new)], equals(t, (t[0], *new))
    member = ("str.in_re", X, ("re.^", 2, ("str.to_re", "a")))
    yield [member], [equals(X, Y), equals(member[2], member[2])], equals(member, ("str.in_re", Y, member[2]))
    word = ("str.to_re", X)
    yield [("re.^", 2, word)], [equals(word, word)], equals(("re.^", 2, word), ("re.^", 2, word))
    yield [("str.to_re", X)], [equals(X, "a")], equals(("str.to_re", X), ("str.to_re", "a"))
    # fewer equalities than arguments: the last ones
    yield [("divisible", 3, I)], [equals(I, J)], equals(("divisible", 3, I), ("divisible", 3, J))
    yield [("str.substr", X, I, J)], [equals(J, 2)], equals(("str.substr", X, I, J), ("str.substr", X, I, 2))


def cong_reject():
    yield [("<=", I, J)], [equals(K, J), equals(J, J)], equals(("<=", I, J), ("<=", J, J))
    yield [("<=", I, J)], [equals(J, K), equals(J, J)], equals(("<=", I, J), ("<=", K, J))
    yield [("<=", I, J)], [("<=", I, K), equals(J, J)], equals(("<=", I, J), ("<=", K, J))
    yield [("-", I)], [equals(J, K)], equals(("-", I), ("-", K))
    yield [("str.at", X, I)], [equals(Y, Z), equals(I, J)], equals(("str.at", X, I), ("str.at", Z, J))
    yield [("not", P)], [equals(P, Q), equals(P, Q)], None
    yield [("re.^", 2, ("str.to_re", "a"))], [equals(2, 2), equals(ALL, ALL)], None


NARY = [("and", P, Q, R), ("or", P, Q), ("+", I, J, I), ("*", J, I), ("str.++", X, "a", Y)]


def nary_cong():
    for t in NARY:
        for which in itertools.product((False, True), repeat=len(t) - 1):
            new = [OTHER.get(a, a) if change else a for a, change in zip(t[1:], which)]
            yield [t], [equals(a, b) for a, b in zip(t[1:], new)], equals(t, (t[0], *new))
    for op in ("re.++", "re.union", "re.inter"):
        a, b = ("str.to_re", X), ("str.to_re", "b")
        premises = [equals(a, b), equals(ALL, ALL), equals(a, a)]
        yield [(op, a, ALL, a)], premises, equals((op, a, ALL, a), (op, b, ALL, a))


def nary_cong_reject():
    yield [("+", I, J)], [equals(J, K), equals(J, J)], equals(("+", I, J), ("+", K, J))
    yield [("+", I, J)], [equals(I, K)], equals(("+", I, J), ("+", K))
    yield [("and", P, Q)], [equals(P, R), ("=>", Q, R)], equals(("and", P, Q), ("and", R, R))
    yield [("and", P, Q)], [equals(P, R), equals(Q, Q), equals(Q, R)], None


def distinct_elim():
    for a, b in same_sort_pairs():
        yield [("distinct", a, b)], [], equals(("distinct", a, b), neg(equals(a, b)))


def distinct_elim_reject():
    yield [equals(X, Y)], [], equals(equals(X, Y), neg(equals(X, Y)))
    yield [("distinct", X, Y)], [], equals(("distinct", X, Y), equals(X, Y))


def ite_eq():
    for c in (P, neg(Q), ("and", P, Q), equals(X, Y), TRUE):
        for a, b in ((X, Y), (I, J), (X, ""), (3, I), (P, Q), (("str.to_re", X), ("re.*", ALLCHAR))):
            t = ("ite", c, a, b)
            yield [t], [], ("ite", c, equals(t, a), equals(t, b))


def ite_eq_reject():
    t = ("ite", P, X, Y)
    yield [t], [], ("ite", P, equals(t, Y), equals(t, X))
    yield [t], [], ("ite", neg(P), equals(t, X), equals(t, Y))
    yield [t], [], equals(t, X)
    yield [("and", P, Q)], [], None


# ---- evaluation ----------------------------------------------------------------------------------------------------

BIG = 10**30
BOOLS = [TRUE, FALSE]
INTS = [-3, -2, -1, 0, 1, 2, 3, 5, 10, 48, 97, CODE_MAX, CODE_MAX + 1, BIG, -BIG, 2**31, 2**63, -(2**63)]
STRINGS = ["", "a", "b", "ab", "ba", "aa", "aab", "abab", "0", "9", ":", "/", "12", "007", "-1", "\0", LAST,
           "a" + LAST, '"', "\\", "\\u{41}",
           "é", "1" * 40]
SORTED = {"Bool": BOOLS, "Int": INTS, "String": STRINGS}
SIGNATURES = {
    "not": "B", "and": "BB", "or": "BB", "xor": "BB", "=>": "BB", "-": "II", "+": "II", "*": "II", "div": "II",
    "mod": "II", "abs": "I",
    "<=": "II", "<": "II", ">=": "II", ">": "II", "str.++": "SS", "str.len": "S", "str.<": "SS", "str.<=": "SS",
    "str.at": "SI",
    "str.substr": "SII", "str.prefixof": "SS", "str.suffixof": "SS", "str.contains": "SS", "str.indexof": "SSI",
    "str.replace": "SSS",
    "str.replace_all": "SSS", "str.is_digit": "S", "str.to_code": "S", "str.from_code": "I", "str.to_int": "S",
    "str.from_int": "I",
}
RESULTS = {
    **{op: "B" for op in ("not", "and", "or", "xor", "=>", "=", "<=", "<", ">=", ">",
                          "str.<", "str.<=", "str.prefixof", "str.suffixof",
                          "str.contains", "str.is_digit")},
    **{op: "I" for op in ("-", "+", "*", "div", "mod", "abs", "str.len", "str.indexof", "str.to_code", "str.to_int")},
    **{op: "S" for op in ("str.++", "str.at", "str.substr", "str.replace", "str.replace_all",
                          "str.from_code", "str.from_int")},
}
POOLS = {"B": BOOLS, "I": INTS, "S": STRINGS}


def random_regex(rng, depth):
    """A closed regular expression, over a and b mostly."""
    def sub():
        return random_regex(rng, depth - 1)

    if depth == 0:
        return rng.choice([NONE, ALL, ALLCHAR, EPSILON, ("str.to_re", "a"), ("str.to_re", "b"), ("str.to_re", "ab"),
                           ("re.range", "a", "b"),
                           ("re.range", "b", "a"), ("re.range", "a", "ab"), ("re.range", "\0", LAST),
                           ("re.range", "", "b")])
    op = rng.choice(["re.++", "re.++", "re.union", "re.inter", "re.*", "re.comp", "re.diff", "re.+", "re.opt", "re.^",
                     "re.loop"])
    if op in ("re.++", "re.union", "re.inter"):
        return (op, *(sub() for _ in range(rng.choice((2, 2, 3)))))
    if op == "re.diff":
        return (op, sub(), sub())
    if op == "re.^":
        return (op, rng.choice((0, 1, 2, 3)), sub())
    if op == "re.loop":
        return (op, rng.choice((0, 1, 2)), rng.choice((0, 1, 2, 3)), sub())
    return (op, sub())


def random_ground(rng, sort, depth):
    if depth == 0:
        return rng.choice(POOLS[sort])
    op = rng.choice([op for op in SIGNATURES if RESULTS[op] == sort])
    return (op, *(random_ground(rng, s, rng.randrange(depth)) for s in SIGNATURES[op]))


def random_nest(rng, parts):
    """Nested concatenations of these parts, in this order, in any shape."""
    if len(parts) == 1:
        return parts[0]
    cuts = rng.choice(([1], [len(parts) - 1], [len(parts) // 2],
                       sorted(rng.sample(range(1, len(parts)), min(len(parts) - 1, rng.randint(1, 4))))))
    return ("str.++", *(random_nest(rng, parts[a:b]) for a, b in zip([0, *cuts], [*cuts, len(parts)])))


def chain(parts, left):
    t = parts[0] if left else parts[-1]
    for part in parts[1:] if left else parts[-2::-1]:
        t = ("str.++", t, part) if left else ("str.++", part, t)
    return t


def nest_terms():
    """With few parts and with many, which are evaluated differently."""
    rng = random_generator()
    for n in itertools.chain(range(2, 20), (40, 41)):
        parts = [rng.choice(STRINGS) for _ in range(n)]
        yield from (chain(parts, left) for left in (False, True))
        yield ("str.++", *parts)
        yield from (random_nest(rng, [rng.choice(STRINGS) for _ in range(n)]) for _ in range(6))
        yield random_nest(rng, [random_ground(rng, "S", rng.randrange(3)) for _ in range(n)])
    shared = "ab"
    for _ in range(5):
        shared = ("str.++", shared, shared)
    yield from (shared, ("str.++", shared, "c", shared), ("str.len", shared))


WORDS = ["".join(w) for n in range(4) for w in itertools.product("ab", repeat=n)]


def ground_terms():
    rng = random_generator()
    for op, sorts in SIGNATURES.items():
        instances = list(itertools.product(*(POOLS[s] for s in sorts)))
        for args in instances if len(instances) <= 600 else rng.sample(instances, 500):
            yield (op, *args)
    for pool in POOLS.values():
        few = rng.sample(pool, min(6, len(pool)))
        for a, b in itertools.product(few, repeat=2):
            yield from (("=", a, b), ("distinct", a, b), ("ite", TRUE, a, b), ("ite", FALSE, a, b))
    yield from (("-", a) for a in INTS)
    yield from (("divisible", n, a) for n in (1, 2, 3, 7, BIG) for a in INTS)
    yield from (("and", *a) for a in itertools.product(BOOLS, repeat=3))
    yield from (("or", *a) for a in itertools.product(BOOLS, repeat=4))
    yield from (("str.++", *(rng.choice(STRINGS) for _ in range(n))) for n in (2, 3, 4, 5) for _ in range(10))
    yield from ((op, *(rng.choice(INTS) for _ in range(n))) for op in "+*" for n in (3, 4) for _ in range(10))
    yield ("ite", TRUE, 1, ("div", 1, 0))
    for depth in (2, 3):
        yield from (random_ground(rng, sort, depth) for sort in "BIS" for _ in range(150))


def ground_regex_terms():
    rng = random_generator()
    for _ in range(500):
        r = random_regex(rng, rng.choice((0, 1, 2, 3)))
        yield ("str.in_re", rng.choice(WORDS), r)
        yield ("str.in_re", rng.choice(WORDS + STRINGS), r)
    for _ in range(150):
        r = random_regex(rng, rng.choice((0, 1, 2)))
        yield ("str.replace_re", rng.choice(WORDS), r, rng.choice(("", "x", "ab")))
        yield ("str.replace_re_all", rng.choice(WORDS), r, rng.choice(("", "x", "ab")))


def long_terms():
    """Words longer than the windows and halves that the programs work with, and the characters beside the digits."""
    for n in (63, 64, 65, 66, 67, 68, 130, 200):
        word = "a" * n
        for t in ("b", "ab", "aa"):
            for w in (word + "b", "b" + word, word + "b" + word, word + "b" + word + "b"):
                yield ("str.replace_all", w, t, "c")
                yield ("str.replace_all", w, t, "")
                yield ("str.indexof", w, t, 1)
                yield ("str.replace_re_all", w, ("re.++", ("str.to_re", "a"), ("re.opt", ("str.to_re", "b"))), "c")
    for c in "/0189:;":
        yield ("str.is_digit", c)
        yield ("str.to_int", "1" + c)
        yield ("str.to_int", c + "1")
    for n in (9, 10, 99, 100, 9999, 10000, 10**15, 10**16, 10**31 - 1, 10**32, 10**33 + 7, 123456789 * 10**40):
        yield ("str.from_int", n)
        yield ("str.to_int", str(n))
        yield ("str.to_int", "000" + str(n))
        yield ("str.to_int", str(n) + "x")
    for w in ("", "a", "ab"):
        for i in (-1, 0, 1, 2, 3):
            yield ("str.indexof", w, "", i)
            yield ("str.indexof", w, "b", i)


def evaluate_instances():
    for t in itertools.chain(ground_terms(), ground_regex_terms(), nest_terms(), long_terms()):
        try:
            yield [t], [], equals(t, evaluate(t))
        except NoValue:
            pass


def evaluate_reject():
    yield [("div", 1, 0)], [], equals(("div", 1, 0), 0)
    yield [("mod", 7, 0)], [], equals(("mod", 7, 0), 7)
    yield [("str.at", "ab", ("div", 1, 0))], [], equals(("str.at", "ab", ("div", 1, 0)), "a")
    for t, value in [
        (equals(X, Y), FALSE), (equals(X, "a"), FALSE), (equals(I, 3), FALSE), (equals(P, TRUE), FALSE),
        (("distinct", X, Y), TRUE),
        (("distinct", X, X), TRUE), (("<=", I, J), TRUE), (("str.len", X), 1), (("str.prefixof", X, "a"), FALSE),
        (("str.contains", "a", X), FALSE), (("str.in_re", X, EPSILON), FALSE), (("str.replace", "a", X, "b"), "a"),
        (("str.to_code", X), -1),
        (("str.replace_all", X, "", "b"), "b"), (("str.is_digit", X), FALSE), (("str.indexof", "a", X, 0), -1),
        (("str.in_re", "a", ("str.to_re", X)), FALSE), (("str.in_re", "ab", ("re.*", ("str.to_re", X))), FALSE),
        (("str.in_re", "a", ("re.range", X, "b")), FALSE), (("ite", P, 1, 2), 1), (("and", P, Q), FALSE),
        (("not", P), TRUE),
        (("str.replace_re", "a", ("str.to_re", X), "b"), "a"), (("abs", I), I), (("str.from_int", I), ""),
        (("+", I, 1), 0),
    ]:
        yield [t], [], equals(t, value)
    rng = random_generator()
    for n in (2, 8, 9, 12, 30):
        for at in {0, n // 2, n - 1}:
            parts = ["a"] * n
            for parts[at] in (X, ("str.at", "b", ("div", 1, 0))):
                for t in (chain(parts, False), chain(parts, True), random_nest(rng, parts), ("str.++", *parts)):
                    yield [t], [], equals(t, "a" * (n - 1))
                    yield [("str.len", t)], [], equals(("str.len", t), n - 1)
    yield [ALL], [], None
    yield [("str.to_re", "a")], [], None
    yield [equals(ALL, ("re.*", ALLCHAR))], [], None
    yield [equals(ALL, NONE)], [], None
    yield [X], [], None


# ---- memberships ---------------------------------------------------------------------------------------------------

def member(x, r):
    return ("str.in_re", x, r)


def power(n):
    return ("re.^", n, ALLCHAR)


def at_most(n):
    return ("re.loop", 0, n, ALLCHAR)


def prefixes(s):
    return ("re.opt", ("re.++", ("str.to_re", s[0]), prefixes(s[1:]))) if s else EPSILON


def suffixes(s):
    return ("re.opt", ("re.++", suffixes(s[:-1]), ("str.to_re", s[-1]))) if s else EPSILON


def substrings(s):
    return ("re.union", *(prefixes(s[i:]) for i in range(len(s) + 1))) if s else EPSILON


def below(s, end):
    if not s:
        return end
    lower = ("re.++", ("re.range", "\0", chr(ord(s[0]) - 1)), ALL) if s[0] != "\0" else NONE
    return ("re.opt", ("re.union", lower, ("re.++", ("str.to_re", s[0]), below(s[1:], end))))


def substring_equals(x, m, n, c):
    if m < 0 or n < 1:
        return boolean(c == "")
    if len(c) > n:
        return FALSE
    if c == "":
        return member(x, at_most(m))
    return member(x, ("re.++", power(m), ("str.to_re", c), *([ALL] if len(c) == n else [])))


def string_equals(s, c):
    if s[0] == "str.at" and isinstance(s[2], int):
        return substring_equals(s[1], s[2], 1, c)
    if s[0] == "str.substr" and isinstance(s[2], int) and isinstance(s[3], int):
        return substring_equals(s[1], s[2], s[3], c)
    if s[0] == "str.from_code":
        if c == "":
            return ("or", neg((">=", s[1], 0)), (">=", s[1], CODE_MAX + 1))
        return equals(s[1], ord(c)) if len(c) == 1 else FALSE
    return member(s, ("str.to_re", c))


def int_equals(s, n):
    if s[0] == "str.len":
        return member(s[1], power(n)) if n >= 0 else FALSE
    if s[0] == "str.to_code":
        if n == -1:
            return neg(member(s[1], ALLCHAR))
        return member(s[1], ("str.to_re", chr(n))) if 0 <= n <= CODE_MAX else FALSE
    if n == -1:
        return neg(member(s[1], ("re.+", ("re.range", "0", "9"))))
    return member(s[1], ("re.++", ("re.*", ("str.to_re", "0")), ("str.to_re", str(n)))) if n >= 0 else FALSE


DIGIT = ("re.range", "0", "9")


def digits(n):
    return ("re.^", n, DIGIT)


def numeral_at_least(x, n):
    if n <= 0:
        return TRUE if n < 0 else member(x, ("re.+", DIGIT))
    rest, text = EPSILON, str(n)
    for i, c in reversed(list(enumerate(text))):
        above = ("re.++", ("re.range", chr(ord(c) + 1), "9"), digits(len(text) - 1 - i))
        rest = ("re.union", above, ("re.++", ("str.to_re", c), rest))
    longer = ("re.++", ("re.range", "1", "9"), digits(len(text)), ("re.*", DIGIT))
    return member(x, ("re.++", ("re.*", ("str.to_re", "0")), ("re.union", longer, rest)))


def int_at_least(s, n):
    if s[0] == "str.len":
        return member(s[1], ("re.++", power(n), ALL)) if n > 0 else TRUE
    if s[0] == "str.to_int":
        return numeral_at_least(s[1], n)
    return TRUE if n < 0 else FALSE if n > CODE_MAX else member(s[1], ("re.range", chr(n), LAST))


def int_at_most(s, n):
    if s[0] == "str.len":
        return member(s[1], at_most(n)) if n >= 0 else FALSE
    if s[0] == "str.to_int":
        return neg(numeral_at_least(s[1], n + 1)) if n >= -1 else FALSE
    return FALSE if n < -1 else TRUE if n >= CODE_MAX else neg(member(s[1], ("re.range", chr(n + 1), LAST)))


def substring_member(x, m, n, r):
    if m < 0 or n < 1:
        return member("", r)
    return member(x, ("re.union", ("re.++", power(m), ("re.inter", r, power(n)), ALL),
                      ("re.++", power(m), ("re.inter", r, at_most(n - 1))),
                      ("re.++", at_most(m), ("re.inter", r, EPSILON))))


def membership(t):
    """What str_to_membership makes of t."""
    op, a, b = (*t, None)[:3]
    if op == "=":
        s, c = (a, b) if isinstance(b, (int, str)) else (b, a)
        return string_equals(s, c) if isinstance(c, str) else int_equals(s, c)
    if op == "str.in_re":
        return substring_member(a[1], a[2], 1 if a[0] == "str.at" else a[3], b)
    if op == "str.prefixof":
        return member(b, ("re.++", ("str.to_re", a), ALL)) if isinstance(a, str) else member(a, prefixes(b))
    if op == "str.suffixof":
        return member(b, ("re.++", ALL, ("str.to_re", a))) if isinstance(a, str) else member(a, suffixes(b))
    if op == "str.contains":
        return member(a, ("re.++", ALL, ("str.to_re", b), ALL)) if isinstance(b, str) else member(b, substrings(a))
    if op in ("str.<", "str.<="):
        strict = op == "str.<"
        if isinstance(b, str):
            return member(a, below(b, NONE if strict else EPSILON))
        return neg(member(b, below(a, EPSILON if strict else NONE)))
    if op == "str.is_digit":
        return member(a, ("re.range", "0", "9"))
    if op in ("<=", "<"):
        return membership(({"<=": ">=", "<": ">"}[op], b, a))
    strict = op == ">"
    return int_at_least(a, b + strict) if isinstance(b, int) else int_at_most(b, a - strict)


CONSTANTS = ["", "a", "b", "ab", "aa", "ba", "aab", "aba", "abcab", "\0", "a\0", LAST, LAST + "a", "0", "7", "é"]
COUNTS = [-BIG, -2, -1, 0, 1, 2, 3, 5, 1000, 2**31 - 1, 2**31, BIG]
CODES = [-BIG, -2, -1, 0, 1, 48, 97, CODE_MAX - 1, CODE_MAX, CODE_MAX + 1, BIG]


def membership_atoms():
    rng = random_generator()
    for x in (X, ("str.++", X, "a")):
        for c in CONSTANTS:
            for op in ("=", "str.prefixof", "str.suffixof", "str.contains", "str.<", "str.<="):
                yield from ((op, x, c), (op, c, x))
    for n in COUNTS:
        for c in CONSTANTS[:8]:
            yield from (equals(("str.at", X, n), c), equals(c, ("str.at", X, n)))
            for m in COUNTS:
                yield equals(("str.substr", X, m, n), c)
        for op in ("=", "<=", "<", ">=", ">"):
            yield from ((op, ("str.len", X), n), (op, n, ("str.len", X)))
    for n in CODES:
        for op in ("=", "<=", "<", ">=", ">"):
            yield from ((op, ("str.to_code", X), n), (op, n, ("str.to_code", X)))
    for n in [-BIG, -2, -1, 0, 1, 7, 10, 12, BIG]:
        for op in ("=", "<=", "<", ">=", ">"):
            yield from ((op, ("str.to_int", X), n), (op, n, ("str.to_int", X)))
    for c in CONSTANTS:
        yield from (equals(("str.from_code", I), c), equals(c, ("str.from_code", ("+", I, J))))
        yield from (equals(("str.at", X, I), c), equals(("str.substr", X, I, 2), c), equals(("str.substr", X, 2, I), c))
    yield ("str.is_digit", X)
    for _ in range(300):
        r = random_regex(rng, rng.choice((0, 1, 2)))
        yield member(("str.at", X, rng.choice((-1, 0, 1, 2, 3))), r)
        yield member(("str.substr", X, rng.choice((-1, 0, 1, 2)), rng.choice((-1, 0, 1, 2, 3))), r)


def str_to_membership():
    for t in membership_atoms():
        yield [t], [], equals(t, membership(t))


def str_to_membership_reject():
    for t, wrong in [
        (equals(("str.len", X), I), FALSE), (("<=", ("str.len", X), I), FALSE),
        ((">=", I, ("str.len", X)), member(X, EPSILON)),
        ((">=", ("str.len", X), I), TRUE), (("<", I, ("str.to_code", X)), TRUE), (equals(("str.to_code", X), I), FALSE),
        (equals(("str.to_int", X), I), FALSE), (equals(I, J), member("", ALL)),
        (("str.prefixof", X, Y), member(X, EPSILON)), (("str.suffixof", X, Y), member(X, EPSILON)),
        (("str.contains", X, Y), member(Y, EPSILON)), (("str.<", X, Y), member(X, NONE)),
        (("str.<=", X, Y), member(X, NONE)),
        (member(("str.at", X, I), ALL), member("", NONE)), (member(("str.substr", X, 0, I), ALL), member("", NONE)),
        (equals(("str.substr", X, 0, 2), Y), member(X, power(2))), (equals(("str.from_code", I), X), FALSE),
        ((">=", ("str.to_int", X), 3), TRUE), ((">=", I, 3), TRUE), ((">=", ("str.to_int", X), I), TRUE),
        ((">=", ("str.to_int", X), 7), member(X, ("re.range", "7", "9"))),
        (("<", ("str.to_int", X), 1), member(X, ("str.to_re", "0"))), (("str.in_re", X, ALL), member(X, NONE)),
    ]:
        yield [t], [], equals(t, wrong)
    yield [P], [], None


TRY = {
    "cnf_and_pos": (cnf_and_pos, cnf_and_pos_reject),
    "cnf_and_neg": (cnf_and_neg, cnf_and_neg_reject),
    "cnf_or_pos": (cnf_or_pos, cnf_or_pos_reject),
    "cnf_or_neg": (cnf_or_neg, cnf_or_neg_reject),
    **{name: (tautologies(op, signs), tautologies_reject(op, signs)) for name, (op, signs) in TSEITIN.items()},
    "split": (split, split_reject),
    "or_not_not_elim": (or_not_not_elim, or_not_not_elim_reject),
    "contra": (contra, contra_reject),
    "eq_resolve": (eq_resolve, eq_resolve_reject),
    "equiv_elim1": (equiv_elim(neg, lambda t: t), equiv_elim_reject(neg, lambda t: t)),
    "equiv_elim2": (equiv_elim(lambda t: t, neg), equiv_elim_reject(lambda t: t, neg)),
    "refl": (refl, refl_reject),
    "symm": (symm, symm_reject),
    "trans": (trans, trans_reject),
    "cong": (cong, cong_reject),
    "nary_cong": (nary_cong, nary_cong_reject),
    "true_intro": (true_intro, constants_reject(true_intro, (P, equals(Q, TRUE)), (P, equals(P, FALSE)))),
    "true_elim": (true_elim, constants_reject(true_elim, (equals(P, FALSE), P), (equals(P, Q), P),
                                              (neg(equals(P, TRUE)), P))),
    "false_intro": (false_intro, constants_reject(false_intro, (P, equals(P, FALSE)), (neg(P), equals(Q, FALSE)))),
    "false_elim": (false_elim, constants_reject(false_elim, (equals(P, TRUE), neg(P)), (equals(P, Q), neg(P)))),
    "evaluate": (evaluate_instances, evaluate_reject),
    "distinct_elim": (distinct_elim, distinct_elim_reject),
    "ite_eq": (ite_eq, ite_eq_reject),
    "str_to_membership": (str_to_membership, str_to_membership_reject),
    **rules_arith.TRY,
    **rules_words.TRY,
    **rules_counts.TRY,
    **rules_nielsen.TRY,
}
