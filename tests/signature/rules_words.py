"""Instances for the rules of proofs/signature/words.eo: see rules.py."""
import itertools

from reference import *

X, Y, Z = (Const(n, "String") for n in "xyz")
P = Const("p", "Bool")
ALL, NONE, ALLCHAR = ("re.all",), ("re.none",), ("re.allchar",)
LAST = chr(CODE_MAX)


def equals(a, b):
    return ("=", a, b)


def member(x, r):
    return ("str.in_re", x, r)


def concat(*parts):
    """The term with these components."""
    return ("str.++", *parts) if len(parts) > 1 else parts[0] if parts else ""


def components(t):
    return list(t[1:]) if isinstance(t, tuple) and t[0] == "str.++" else [] if t == "" else [t]


def length(t):
    return ("str.len", t)


SIDES = [concat(*parts) for n in (1, 2, 3) for parts in itertools.product([X, Y, "a", "ba"], repeat=n)]


# ---- equations -----------------------------------------------------------------------------------------------------


def turn(parts, rev):
    return [p[::-1] if isinstance(p, str) else p for p in reversed(parts)] if rev else parts


def stripped(s, t, rev):
    """The components of both sides, from the end that is looked at, without what they have in common."""
    a, b = turn(components(s), rev), turn(components(t), rev)
    while a and b:
        n = min(map(len, (a[0], b[0]))) if isinstance(a[0], str) and isinstance(b[0], str) else 0
        if a[0] == b[0]:
            a, b = a[1:], b[1:]
        elif n and a[0][:n] == b[0][:n]:
            a, b = [p for p in (a[0][n:],) if p] + a[1:], [p for p in (b[0][n:],) if p] + b[1:]
        else:
            break
    return a, b


def concat_strip():
    for s, t in itertools.product(SIDES[:40], SIDES[::3]):
        for rev in (False, True):
            a, b = stripped(s, t, rev)
            yield [boolean(rev)], [equals(s, t)], equals(concat(*turn(a, rev)), concat(*turn(b, rev)))


def concat_strip_reject():
    yield [TRUE], [equals(concat("a", X), concat("b", X))], None
    yield [FALSE], [equals(concat(X, Y), concat(Y, X))], equals(X, Y)
    yield [FALSE], [equals(concat(X, Y), concat(Y, X))], equals(Y, "")
    yield [TRUE], [equals(concat(X, Y), concat(Z, Y))], equals(Y, Z)
    yield [FALSE], [P], None
    yield [P], [equals(concat(X, "a"), concat(X, "b"))], None


def head(t, rev):
    return components(t)[-1 if rev else 0]


PAIRS = list(itertools.product(SIDES[::2], SIDES[1::3]))


def longer(a, b, rev):
    n = ("-", length(a), length(b))
    parts = [("@purify", ("str.substr", a, 0, n)), b] if rev else [b, ("@purify", ("str.substr", a, length(b), n))]
    return equals(a, ("str.++", *parts))


def concat_lprop():
    for s, t in PAIRS:
        for rev in (False, True):
            a, b = head(s, rev), head(t, rev)
            yield [boolean(rev)], [equals(s, t), (">", length(a), length(b))], longer(a, b, rev)


def concat_lprop_reject():
    s, t = concat(X, "a"), concat(Y, Z)
    yield [FALSE], [equals(s, t), (">", length(Y), length(X))], longer(X, Y, False)
    yield [FALSE], [equals(s, t), (">=", length(X), length(Y))], longer(X, Y, True)
    yield [TRUE], [equals(s, t), (">", length(X), length(Y))], longer(X, Y, True)
    yield [FALSE], [equals(s, t), (">", length(X), length(Z))], longer(X, Z, False)
    yield [FALSE], [("not", equals(s, t)), (">", length(X), length(Y))], longer(X, Y, False)


LITERAL_SIDES = [concat(w, *rest) for w in ("a", "ab", "ba", "aab") for rest in ([], [Y], ["", Y], [Y, "b"])]


def part(w, n, rev):
    return w[len(w) - n:] if rev else w[:n]


def taken(x, w, n, rev):
    rest = ("-", length(x), n)
    fresh = ("@purify", ("str.substr", x, 0, rest) if rev else ("str.substr", x, n, rest))
    return ("str.++", fresh, part(w, n, True)) if rev else ("str.++", part(w, n, False), fresh)


def fit(w, v, n):
    """The least position n or later in w at which v agrees with w as far as both go."""
    return next(k for k in range(n, len(w) + 1) if all(a == b for a, b in zip(w[k:], v)))


def concat_take():
    for w, v in itertools.product(("ab", "aab", "abab", "bbb"), ("a", "b", "ab", "ba", "abab", "c")):
        for n in range(len(w) + 1):
            yield [FALSE], [equals(concat(X, v, Y), w), (">=", length(X), n)], equals(X, taken(X, w, fit(w, v, n), False))
            yield [TRUE], [equals(concat(Y, v, X), concat(Z, w)), (">=", length(X), n)], \
                equals(X, taken(X, w, fit(w[::-1], v[::-1], n), True))
    for t in LITERAL_SIDES:
        for s in (X, concat(X, "b"), concat(X, Y)):
            for n in range(len(head(t, False)) + 1):
                w = head(t, False)
                m = fit(w, "b" if s == concat(X, "b") else "", n)
                yield [FALSE], [equals(s, t), equals(length(X), n)], equals(X, w[:n])
                yield [FALSE], [equals(s, t), (">=", length(X), n)], equals(X, taken(X, w, m, False))
        s, t = concat("b", X), concat(*reversed(components(t)))
        w = head(t, True)
        for n in range(len(w) + 1):
            yield [TRUE], [equals(s, t), equals(length(X), n)], equals(X, part(w, n, True))
            m = fit(w[::-1], "b", n)
            yield [TRUE], [equals(s, t), (">=", length(X), n)], equals(X, taken(X, w, m, True))


def concat_take_reject():
    s, t = concat(X, Y), concat("ab", Z)
    yield [FALSE], [equals(concat(X, "a", Y), concat("aa", Z)), (">=", length(X), 0)], equals(X, taken(X, "aa", 1, False))
    yield [FALSE], [equals(concat(X, Y, "b"), concat("ab", Z)), (">=", length(X), 0)], equals(X, taken(X, "ab", 1, False))
    yield [FALSE], [equals(concat(X, "ba"), concat("ab", Z)), (">=", length(X), 0)], equals(X, taken(X, "ab", 2, False))
    yield [FALSE], [equals(s, t), equals(length(X), 3)], equals(X, "ab")
    yield [FALSE], [equals(s, t), (">=", length(X), 3)], equals(X, taken(X, "ab", 2, True))
    yield [FALSE], [equals(s, t), equals(length(X), -1)], None
    yield [FALSE], [equals(s, t), (">=", length(X), -1)], None
    yield [FALSE], [equals(s, t), equals(length(Y), 1)], equals(X, "a")
    yield [FALSE], [equals(s, t), ("<=", length(X), 2)], equals(X, "ab")
    yield [FALSE], [equals(s, t), ("not", equals(length(X), 1))], equals(X, "a")
    yield [TRUE], [equals(s, t), equals(length(Y), 1)], equals(Y, "b")
    yield [FALSE], [equals(s, concat(Z, "ab")), equals(length(X), 1)], equals(X, "a")


def concat_conflict():
    for s, t in [("a", "b"), (concat("a", X), "b"), (concat("ab", X), concat("aa", Y)), (concat("ab", X), concat("b", X)),
                 (concat("a", X), ""), ("", concat("ab", Y, X)), ("", LAST), (concat("a\0", X), concat("aa", X))]:
        yield [FALSE], [equals(s, t)], FALSE
        s, t = (concat(*turn(components(u), True)) for u in (s, t))
        yield [TRUE], [equals(s, t)], FALSE


def concat_conflict_reject():
    for s, t in [("a", "a"), (concat("a", X), "ab"), (concat("ab", X), concat("a", Y)), (concat(X, "a"), concat(Y, "b")),
                 (concat(X, "a"), concat("b", X)), ("", ""), ("", concat(X, Y)), (concat("", X), concat("a", Y)), (concat("", X), ""), ("", concat("", X)),
                 (concat("a", X), concat(X, "a"))]:
        yield [FALSE], [equals(s, t)], None if s == concat(X, "a") else FALSE
    yield [TRUE], [equals(concat("a", X), concat("b", Y))], None
    yield [TRUE], [equals(concat(X, "ba"), concat(Y, "a"))], FALSE
    yield [FALSE], [("not", equals("a", "b"))], FALSE


def copies(v, rev):
    parts = [("str.to_re", part(v, n, rev)) for n in range(len(v))]
    tail, star = parts[0] if len(parts) == 1 else ("re.union", *parts), ("re.*", ("str.to_re", v))
    return ("re.++", tail, star) if rev else ("re.++", star, tail)


def concat_loop():
    for v in ("a", "ab", "aba", "aab"):
        for xs, ys in itertools.product(([], ["a"], ["ba"], [Y], ["b", Y]), repeat=2):
            for rev in (False, True):
                s, t = (concat(*turn(u, rev)) for u in ([X, *xs], [turn([v], rev)[0], X, *ys]))
                yield [boolean(rev)], [equals(s, t)], member(X, copies(v, rev))


def concat_loop_reject():
    yield [FALSE], [equals(concat(X, "a"), concat("b", Y))], member(X, copies("b", False))
    yield [FALSE], [equals(concat(X, "a"), concat(X, "b", X))], None
    yield [FALSE], [equals(concat(X, Y), concat(Y, X))], None
    yield [TRUE], [equals(concat("a", X, "b"), concat(X, "ab"))], None
    yield [FALSE], [equals(concat(X, "a"), concat("", X, "a"))], member(X, ("str.to_re", ""))


# ---- lengths -------------------------------------------------------------------------------------------------------


def string_length_pos():
    for t in (X, concat(X, "a"), ("str.substr", X, 1, 1), ""):
        yield [t], [], ("or", ("and", equals(length(t), 0), equals(t, "")), (">", length(t), 0))


def string_length_pos_reject():
    yield [X], [], ("or", ("and", equals(length(X), 0), equals(X, "")), (">", length(X), 1))
    yield [X], [], (">", length(X), 0)
    yield [concat(X, Y)], [], ("or", ("and", equals(length(X), 0), equals(X, "a")), (">", length(X), 0))


# ---- memberships ---------------------------------------------------------------------------------------------------

A, B = ("re.*", ("str.to_re", "ab")), ("re.range", "a", "b")


def str_in_re_word():
    for t, w in itertools.product((X, concat(X, "a"), ("str.from_code", 97)), ("", "a", "ab", LAST, Y)):
        yield [], [member(t, ("str.to_re", w))], equals(t, w)


def str_in_re_word_reject():
    yield [], [member(X, A)], equals(X, "ab")
    yield [], [("not", member(X, ("str.to_re", "a")))], equals(X, "a")
    yield [], [member(X, ("re.opt", ("str.to_re", "a")))], equals(X, "a")


def str_in_re_concat():
    for t in [u for u in SIDES if len(components(u)) < 4]:
        parts = components(t)
        places = [i for i, c in enumerate(parts) if not isinstance(c, str)]
        for n in range(len(places) + 1):
            for chosen in itertools.combinations(places, n):
                first = {}
                for i in places:
                    first.setdefault(parts[i], i)
                # a membership is of the first component that it fits: those before it need one of their own
                if any(j < i and parts[j] == parts[i] and j not in chosen for i in chosen for j in places):
                    continue
                given = {i: member(parts[i], A if k % 2 else B) for k, i in enumerate(chosen)}
                regexes = [given[i][2] if i in given else ("str.to_re", c) if isinstance(c, str) else ALL
                           for i, c in enumerate(parts)]
                whole = ("re.++", *regexes) if len(regexes) > 1 else regexes[0]
                yield [t], list(given.values()), member(t, whole)
    yield [""], [], member("", ("str.to_re", ""))


def str_in_re_concat_reject():
    yield [concat(X, Y)], [member(X, A)], member(concat(X, Y), ("re.++", A, A))
    yield [concat(X, Y)], [member(Y, A), member(X, B)], None
    yield [concat(X, Y)], [member(Z, A)], None
    yield [concat(X, Y)], [("not", member(X, B))], member(concat(X, Y), ("re.++", B, ALL))
    yield [concat(X, Y)], [member(X, B)], member(concat(X, Y), ("re.++", ALL, B))
    yield [concat(X, "a")], [], member(concat(X, "a"), ("re.++", ALL, ("str.to_re", "b")))
    yield [X], [], member(X, NONE)
    yield [X], [], member(X, ALLCHAR)
    yield [X], [member(Y, A)], member(X, A)


EMPTY, LETTER = ("str.to_re", ""), ("str.to_re", "a")
AFTER = (("ab", A, A), ("a", A, ("re.++", ("str.to_re", "b"), A)), ("b", A, NONE),
         ("aa", ("re.comp", ("re.++", ("re.*", LETTER), ("str.to_re", "b"))),
          ("re.comp", ("re.++", ("re.*", LETTER), ("str.to_re", "b")))),
         ("ba", ALL, ALL), ("ab", ("re.union", ("str.to_re", "abb"), ("str.to_re", "b")), ("str.to_re", "b")),
         ("aba", ("re.^", 3, ALLCHAR), EMPTY))


def str_in_re_after():
    for w, r, d in AFTER:
        for rest in ([X], [X, Y], [], [X, "b"]):
            yield [d], [member(concat(w, *rest), r)], member(concat(*rest), d)


def str_in_re_after_reject():
    yield [A], [member(concat("a", X), A)], member(X, A)
    yield [NONE], [member(concat("ab", X), A)], member(X, NONE)
    yield [NONE], [member(concat(X, "b"), ("str.to_re", "ab"))], None
    yield [ALL], [member(concat(X, Y), ALL)], None
    yield [A], [("not", member(concat("ab", X), A))], None
    yield [("re.++", ("str.to_re", "b"), A)], [member(concat("a", X, Y), A)], \
        member(X, ("re.++", ("str.to_re", "b"), A))


def nothing(r, a, y):
    return equals(("re.inter", r, ("re.++", a, ("re.comp", y))), NONE)


CUTS = ((A, A, A), (A, ALL, ("re.++", ("re.opt", ("str.to_re", "b")), A)),
        (("str.to_re", "abb"), ("re.+", LETTER), ("str.to_re", "bb")), (("re.++", ("re.*", LETTER), ("str.to_re", "b")), B, ("re.++", ("re.*", LETTER), ("re.opt", ("str.to_re", "b")))))


def str_in_re_cut():
    for r, a, y in CUTS:
        for rest in ([Y], [Y, X], [X], ["b", X], []):
            yield [], [member(concat(X, *rest), r), member(X, a), nothing(r, a, y)], member(concat(*rest), y)


def str_in_re_cut_reject():
    r, a, y = CUTS[0]
    whole, part, end = member(concat(X, Y), r), member(X, a), nothing(r, a, y)
    yield [], [whole, member(Y, a), end], None
    yield [], [whole, end, part], None
    yield [], [whole, part], None
    yield [], [("not", whole), part, end], None
    yield [], [whole, ("not", part), end], None
    yield [], [whole, member(X, ALL), nothing(*CUTS[1])], member(X, CUTS[1][2])
    yield [], [whole, part, end], member(Y, EMPTY)
    yield [], [whole, part, equals(("re.inter", r, ("re.++", a, y)), NONE)], None
    yield [], [whole, part, equals(("re.inter", r, ("re.++", ("re.comp", y), a)), NONE)], None
    yield [], [whole, member(X, ALL), end], None
    yield [], [member(concat(X, Y), ALL), part, end], None


def residue_class(n, m):
    return ("re.++", ("re.^", n, ALLCHAR), ("re.*", ("re.^", m, ALLCHAR)))


def length_residue():
    for t, m in itertools.product((X, concat(X, "a")), (1, 2, 3, 7, 1000)):
        for n in {0, 1, m // 2, m - 1}:
            if n < m:
                yield [t, n, m], [], equals(equals(("mod", length(t), m), n), member(t, residue_class(n, m)))


def length_residue_reject():
    for n, m in ((2, 2), (3, 2)):
        yield [X, n, m], [], equals(equals(("mod", length(X), m), n), member(X, residue_class(n, m)))
    for n, m in ((-1, 2), (0, 0), (0, -1), (1, -2)):
        yield [X, n, m], [], None
    yield [X, 0, 2], [], equals(equals(("mod", length(X), 2), 1), member(X, residue_class(0, 2)))


TRY = {name[:-7]: (globals()[name[:-7]], globals()[name]) for name in list(globals()) if name.endswith("_reject")}
