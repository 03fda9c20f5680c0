"""Instances for the rules of proofs/signature/words.eo about aligned parts and letters: see rules.py."""
import itertools

from rules_words import *


# ---- concat_align --------------------------------------------------------------------------------------------------


def beginnings(t, rev):
    """Beginnings (ends, with rev) of t by its components, literals cut."""
    parts = turn(components(t), rev)
    for n in range(len(parts) + 1):
        yield concat(*turn(parts[:n], rev))
        if n < len(parts) and isinstance(parts[n], str):
            for k in range(1, len(parts[n])):
                yield concat(*turn([*parts[:n], parts[n][:k]], rev))


ALIGNED = [concat(X, "ab", Y), concat(Y, "ba", X), concat("ab", X, X), concat(X, "aba"), X, concat("a", X, "b", Y)]


def concat_align():
    for s, t in itertools.product(ALIGNED, repeat=2):
        for rev in (False, True):
            for a, b in itertools.islice(itertools.product(beginnings(s, rev), beginnings(t, rev)), 0, None, 3):
                yield [boolean(rev)], [equals(s, t), equals(length(a), length(b))], equals(a, b)
    for s, t in PAIRS:
        for rev in (False, True):
            a, b = head(s, rev), head(t, rev)
            yield [boolean(rev)], [equals(s, t), equals(length(a), length(b))], equals(a, b)


def concat_align_reject():
    s, t = concat(X, Y), concat(Y, X)
    yield [TRUE], [equals(s, t), equals(length(X), length(Y))], None
    yield [FALSE], [equals(s, t), equals(length(Y), length(Y))], equals(X, Y)
    yield [FALSE], [equals(s, t), equals(length(X), 2)], equals(X, Y)
    s, t = concat(X, "ab", Y), concat(Y, "ba", X)
    for rev, a, b in [(FALSE, concat(X, "b"), concat(Y, "b")), (TRUE, concat("a", Y), concat("a", X)), (FALSE, Y, X),
                      (TRUE, X, Y), (FALSE, concat(X, Y), concat(Y, X)), (FALSE, concat(X, "a", Y), concat(Y, "b", X))]:
        yield [rev], [equals(s, t), equals(length(a), length(b))], None
    yield [FALSE], [equals(concat(X, Z), concat(Y, Z)), (">=", length(X), length(Y))], equals(X, "")
    yield [FALSE], [equals(concat(X, "b"), concat("ab", Y)), equals(length(X), 2)], equals(X, "")
    yield [FALSE], [("not", equals(s, t)), equals(length(X), length(Y))], equals(X, Y)
    yield [FALSE], [equals(concat("a", X), concat("b", Y)), equals(length("a"), length("ab"))], None


# ---- concat_count --------------------------------------------------------------------------------------------------


def counted(t, w):
    parts = [c.count(w) if isinstance(c, str) else ("@purify", ("-", length(c), length(("str.replace_all", c, w, ""))))
             for c in components(t)]
    return parts[0] if len(parts) == 1 else ("+", *parts) if parts else 0


def concat_count():
    for s, t in itertools.product([*SIDES[:30], ""], [*SIDES[::4], "", concat("a", LAST, X)]):
        for w in ("a", "b", LAST):
            yield [w], [equals(s, t)], equals(counted(s, w), counted(t, w))


def concat_count_reject():
    s, t = concat(X, "ab"), concat("a", Y)
    for w in ("", "ab", X):
        yield [w], [equals(s, t)], None
    yield ["a"], [("not", equals(s, t))], equals(counted(s, "a"), counted(t, "a"))
    yield ["a"], [equals(s, t)], equals(counted(s, "a"), counted(concat("aa", Y), "a"))
    yield ["a"], [equals(s, t)], equals(length(s), length(Y))


TRY = {name: (globals()[name], globals()[name + "_reject"]) for name in ("concat_align", "concat_count")}
