"""Random patterns and subjects, for run.py. All that a dialect has comes up, most of it often."""

import random

PCRE2, ECMA, RE2, PYTHON = range(4)
SEARCH, FULL, PREFIX = range(3)
I, M, S, X, UNICODE, ASCII, DOLLAR = 1, 2, 4, 8, 16, 32, 64

LETTERS = "aaabbbcAB1_ -k"
SUBJECT = "aaabbbcABC1_ -\nkKs\r\u017f\u212a\xe9\xc9\u0660\u2028"


def literal(rng):
    c = rng.choice(LETTERS)
    return "\\-" if c == "-" else c


def class_item(rng, dialect):
    n = rng.random()
    if n < 0.45:
        return rng.choice("abcAB1_k")
    if n < 0.65:
        return rng.choice(["a-c", "A-Z", "b-k", "0-9", "\\x61-\\x63"])
    if n < 0.8:
        return rng.choice(["\\d", "\\w", "\\s", "\\W", "\\D", "\\S"])
    if n < 0.88:
        return rng.choice(["\\n", "\\-", "\\]", "\u00e9", "\u0400-\u04ff"])
    if dialect in (PCRE2, RE2):
        return rng.choice(["[:alpha:]", "[:^digit:]", "[:space:]", "[:punct:]", "\\pL", "\\P{Lu}"])
    if dialect == ECMA:
        return rng.choice(["\\p{L}", "\\P{Lu}", "\\u{61}", "\\u0062"])
    return "\\u0062"


def char_class(rng, dialect):
    """PCRE2 10.42 itself forgets the characters above U+00FF where [:name:] or \\p follows a negated escape: not made."""
    while True:
        text = any_class(rng, dialect)
        if dialect != PCRE2 or not any(e in text for e in ("[:", "\\p", "\\P")) or not any(e in text for e in ("\\W", "\\D", "\\S", "[:^")):
            return text


def any_class(rng, dialect):
    return "[" + rng.choice(["", "", "^"]) + "".join(class_item(rng, dialect) for _ in range(rng.randint(1, 3))) + "]"


def count(rng, dialect):
    c = rng.choice(["*", "*", "+", "+", "?", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "{0}"])
    suffix = ["", "", "", "?"]
    if dialect in (PCRE2, PYTHON):
        suffix.append("+")
    return c + rng.choice(suffix)


def fixed(rng, dialect):
    """Something of one length, for looking behind."""
    one = [literal(rng) if rng.random() < 0.6 else char_class(rng, dialect) for _ in range(rng.randint(1, 2))]
    return "".join(one)


def atom(rng, dialect, depth):
    n = rng.random()
    if n < 0.34 or depth <= 0:
        return literal(rng), True
    if n < 0.46:
        return char_class(rng, dialect), True
    if n < 0.52:
        return rng.choice([".", "\\d", "\\w", "\\s", "\\W"]), True
    if n < 0.62:
        anchors = ["^", "$", "\\b", "\\B", "\\b", "^", "$"]
        anchors += {PCRE2: ["\\A", "\\Z", "\\z"], ECMA: [], RE2: ["\\A", "\\z"], PYTHON: ["\\A", "\\Z"]}[dialect]
        return rng.choice(anchors), False
    if n < 0.76 or dialect == RE2:
        flags = "" if dialect == ECMA else rng.choice(["", "", "", "i", "s", "m", "i-s"])
        return rng.choice([f"(?{flags}:", f"(?{flags}:", "("]) + alternatives(rng, dialect, depth - 1) + ")", True
    if n < 0.88:
        return rng.choice(["(?=", "(?!"]) + alternatives(rng, dialect, depth - 2) + ")", False
    if n < 0.94:
        return rng.choice(["(?<=", "(?<!"]) + fixed(rng, dialect) + ")", False
    if dialect in (PCRE2, PYTHON):
        return "(?>" + alternatives(rng, dialect, depth - 2) + ")", True
    return literal(rng), True


def sequence(rng, dialect, depth):
    out = []
    for _ in range(rng.randint(1, 4)):
        text, countable = atom(rng, dialect, depth)
        out.append(text + (count(rng, dialect) if countable and rng.random() < 0.35 else ""))
    return "".join(out)


def alternatives(rng, dialect, depth):
    parts = [sequence(rng, dialect, depth) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))]
    if len(parts) > 1 and rng.random() < 0.1:
        parts[-1] = ""
    return "|".join(parts)


def flags(rng, dialect):
    f = 0
    for bit, chance in ((I, 0.2), (M, 0.15), (S, 0.15)):
        f |= bit if rng.random() < chance else 0
    if dialect == PCRE2:
        f |= UNICODE if rng.random() < 0.1 else 0
        f |= DOLLAR if rng.random() < 0.1 else 0
    if dialect == PYTHON:
        f |= ASCII if rng.random() < 0.2 else 0
    return f


def subject(rng, longest=8):
    return "".join(rng.choice(SUBJECT if rng.random() < 0.3 else "aabbcA1_ -") for _ in range(rng.randint(0, longest)))


def mutated(rng, text):
    text = list(text)
    for _ in range(rng.randint(1, 2)):
        i = rng.randint(0, len(text))
        n = rng.random()
        if n < 0.35 and i < len(text):
            del text[i]
        elif n < 0.7:
            text.insert(i, rng.choice(SUBJECT))
        elif i < len(text):
            text[i] = rng.choice(SUBJECT)
    return "".join(text)
