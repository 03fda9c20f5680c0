"""Instances for the rules of relations.eo, as in rules.py."""
import itertools

from rules import I, J, X, Y, Z, equals, neg

# A premise and what it says: (formula, lower, upper, is it strict?).
ORDER = [(("str.<", X, Y), X, Y, True), (("str.<=", X, Y), X, Y, False), (neg(("str.<", X, Y)), Y, X, False),
         (neg(("str.<=", X, Y)), Y, X, True), (("str.prefixof", X, Y), X, Y, False), (equals(X, Y), X, Y, False)]
NEXT = [(("str.<", Y, Z), Y, Z, True), (("str.<=", Y, X), Y, X, False), (neg(("str.<", "ab", Y)), Y, "ab", False),
        (neg(("str.<=", ("str.++", X, "a"), Y)), Y, ("str.++", X, "a"), True), (("str.prefixof", X, Z), X, Z, False),
        (equals(Y, X), Y, X, False), (("str.<", X, X), X, X, True)]


def str_order_chain():
    for first in ORDER:
        yield [], [first[0]], ("str.<" if first[3] else "str.<=", first[1], first[2])
        for second in NEXT:
            if first[2] == second[1]:
                strict = first[3] or second[3]
                yield [], [first[0], second[0]], ("str.<" if strict else "str.<=", first[1], second[2])
    for strict in itertools.product((True, False), repeat=3):
        chain = [("str.<" if s else "str.<=", a, b) for s, a, b in zip(strict, (X, Y, Z), (Y, Z, X))]
        yield [], chain, ("str.<" if any(strict) else "str.<=", X, X)


def str_order_chain_reject():
    yield [], [("str.<=", X, Y), ("str.<=", Y, Z)], ("str.<", X, Z)
    yield [], [("str.<", X, Y), ("str.<", X, Z)], ("str.<", Y, Z)
    yield [], [("str.<", X, Y), ("str.<", Z, Y)], ("str.<", X, Z)
    yield [], [neg(("str.<", X, Y))], ("str.<", Y, X)
    yield [], [("str.suffixof", X, Y)], ("str.<=", X, Y)
    yield [], [("str.contains", Y, X)], ("str.<=", X, Y)
    yield [], [neg(equals(X, Y))], ("str.<=", X, Y)
    yield [], [neg(("str.prefixof", X, Y))], ("str.<=", Y, X)
    yield [], [("<", I, J)], None
    yield [], [], None


def str_order_antisymm():
    for a, b in itertools.product((X, Y, "ab", ("str.++", X, Y)), repeat=2):
        yield [], [("str.<=", a, b), ("str.<=", b, a)], equals(a, b)


def str_order_antisymm_reject():
    yield [], [("str.<=", X, Y), ("str.<=", Y, Z)], equals(X, Y)
    yield [], [("str.<=", X, Y), ("str.<=", X, Y)], equals(X, Y)
    yield [], [("str.<=", X, Y)], equals(X, Y)


# A premise and what it says: (formula, part, whole, kind).
PARTS = [(equals(X, Y), X, Y, 0), (("str.prefixof", X, Y), X, Y, 1), (("str.suffixof", X, Y), X, Y, 2),
         (("str.contains", Y, X), X, Y, 3)]
MORE = [(equals(Y, Z), Y, Z, 0), (("str.prefixof", Y, Z), Y, Z, 1), (("str.suffixof", Y, ("str.++", Z, "a")), Y, ("str.++", Z, "a"), 2),
        (("str.contains", "aba", Y), Y, "aba", 3), (("str.contains", X, Y), Y, X, 3)]


def part(kind, a, b):
    return ("str.contains", b, a) if kind == 3 else ("str.prefixof" if kind == 1 else "str.suffixof", a, b)


def str_part_chain():
    for first in PARTS:
        for want in (1, 2, 3):
            if want in (3, first[3]) or not first[3]:
                yield [want], [first[0]], part(want, first[1], first[2])
            for second in MORE:
                if {first[3], second[3]} <= {0, want} or want == 3:
                    yield [want], [first[0], second[0]], part(want, first[1], second[2])


def str_part_chain_reject():
    yield [1], [("str.prefixof", X, Y), ("str.suffixof", Y, Z)], ("str.prefixof", X, Z)
    yield [2], [("str.prefixof", X, Y), ("str.suffixof", Y, Z)], ("str.suffixof", X, Z)
    yield [1], [("str.contains", Y, X)], ("str.prefixof", X, Y)
    yield [2], [("str.contains", Y, X), equals(Y, Z)], ("str.suffixof", X, Z)
    yield [2], [("str.prefixof", X, Y)], ("str.suffixof", X, Y)
    yield [3], [("str.prefixof", X, Y), ("str.prefixof", X, Z)], ("str.contains", Z, Y)
    yield [3], [("str.contains", X, Y), ("str.contains", Z, Y)], ("str.contains", Z, X)
    yield [3], [neg(("str.contains", X, Y))], ("str.contains", Y, X)
    yield [3], [("str.<=", X, Y)], ("str.contains", Y, X)
    yield [0], [("str.prefixof", X, Y)], equals(X, Y)
    yield [4], [("str.prefixof", X, Y)], ("str.contains", X, Y)
    yield [3], [], None


def str_part_antisymm():
    for a, b in itertools.product((X, Y, "ab", ("str.++", X, Y)), repeat=2):
        yield [], [("str.contains", a, b), ("str.contains", b, a)], equals(a, b)


def str_part_antisymm_reject():
    yield [], [("str.contains", X, Y), ("str.contains", X, Y)], equals(X, Y)
    yield [], [("str.contains", X, Y), ("str.contains", Y, Z)], equals(X, Y)
    yield [], [("str.prefixof", X, Y), ("str.suffixof", X, Y)], equals(X, Y)


TRY = {name: (globals()[name], globals()[name + "_reject"]) for name in (
    "str_order_chain", "str_order_antisymm", "str_part_chain", "str_part_antisymm")}
