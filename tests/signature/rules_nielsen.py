"""Instances for the rule of proofs/signature/nielsen.eo: see rules.py."""
from rules_words import FALSE, X, Y, components, concat, equals


def tokens(t):
    return tuple(c for part in components(t) for c in (part if isinstance(part, str) else (part,)))


def stripped(s, t):
    while s and t and s[0] == t[0]:
        s, t = s[1:], t[1:]
    return s, t


def is_character(c):
    return isinstance(c, str)


def clashes(s, t):
    return any(map(is_character, s or t)) if not s or not t else is_character(s[0]) and is_character(t[0])


def following(s, t):
    for x, other in ((s[0], t[0]), (t[0], s[0])):
        if not is_character(x):
            for new in ((), (other, x)):
                yield stripped(*(tuple(c for d in side for c in (new if d == x else (d,))) for side in (s, t)))


def term(side):
    parts = []
    for c in side:
        if parts and is_character(c) and isinstance(parts[-1], str):
            parts[-1] += c
        else:
            parts.append(c)
    return concat(*parts)


def reachable(s, t, most=60):
    """All states that follow, and whether one of them is solved by empty strings, or there are too many."""
    todo = [stripped(tokens(s), tokens(t))]
    states = [] if clashes(*todo[0]) else list(todo)
    for e in states:
        if not e[0] or not e[1] or len(states) > most:
            return states, True
        for f in following(*e):
            if not clashes(*f) and f not in states:
                states.append(f)
    return states, False


def certificate(states):
    return ("@list", *(equals(term(s), term(t)) for s, t in states)) if states else ("@nil",)


EQUATIONS = [(concat("ab", X), concat(X, "bb")), (concat(X, "ab", Y), concat(Y, "bb", X)), ("a", ""), ("ab", concat(X, X)),
             (concat("a", X), concat("b", Y)), (concat(X, "abc", Y), concat(Y, "bac", X)), (concat(X, "a"), concat("b", X)),
             (concat("a", X, Y), concat(Y, "b", X)), (concat("ab", X, Y), concat(X, "ba", Y, "a")),
             (concat(X, Y, "ab"), concat(Y, X, "aa")), (concat("abc", X), concat(X, "acb")),
             (concat(X, "\0"), concat("\0", X, "\0")), (concat(X, "a", Y), "")]
SOLVABLE = [(concat("ab", X), concat(X, "ba")), (concat(X, "ab", Y), concat(Y, "ba", X)), (X, Y), (X, "a"), ("", ""),
            ("", concat(X, Y)), (concat(X, "a", Y), concat(Y, "a", X)), (concat("a", X), concat("a", Y)),
            (concat(X, X), "abab"), (concat("ab", X, Y, "a"), concat(X, "a", Y, "ba"))]


def word_nielsen():
    for s, t in EQUATIONS:
        states, open_ = reachable(s, t)
        assert not open_, (s, t)
        yield [equals(s, t), certificate(states)], [], equals(equals(s, t), FALSE)
        yield [equals(s, t), certificate(states[::-1])], [], equals(equals(s, t), FALSE)
        yield [equals(s, t), ("@list", equals(s, t), *certificate(states)[1:])], [], equals(equals(s, t), FALSE)
        more = equals(concat("a", *components(s)), concat("a", *components(t)))
        yield [more, certificate(states)], [], equals(more, FALSE)


def word_nielsen_reject():
    for s, t in SOLVABLE:
        states, _ = reachable(s, t)
        for n in {0, 1, len(states) // 2, len(states)}:
            yield [equals(s, t), certificate(states[:n])], [], equals(equals(s, t), FALSE)
        yield [equals(s, t), certificate([e for e in states if e[0] and e[1]])], [], equals(equals(s, t), FALSE)
        yield [equals(s, t), certificate(reachable(*EQUATIONS[1])[0])], [], equals(equals(s, t), FALSE)
    for s, t in EQUATIONS[:2]:
        states, _ = reachable(s, t)
        for i in range(len(states)):
            yield [equals(s, t), certificate(states[:i] + states[i + 1:])], [], None


TRY = {"word_nielsen": (word_nielsen, word_nielsen_reject)}
