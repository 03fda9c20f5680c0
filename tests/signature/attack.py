#!/usr/bin/env python3
"""Looks for a conclusion of a rule that is false somewhere.

    tests/signature/attack.py [--conclude build/tests/signature_conclude] [--seconds 8] [--seed 1] [--kind words]

Random arguments go to the engine of the checker (conclude.c); what it concludes is evaluated here, by definitions of its own (nothing is
shared with reference.py or the library):

  words    re_contained on regular expressions which are not empty, by sets of all words with at most five of three letters: 0, a, 0x2FFFF
  lengths  the same over one letter, with nested counters, by sets of lengths up to 400
  states   re_empty with random states, on expressions which are not empty
  values   the evaluation of literals, long ones for str.replace_all
  terms    rules that rewrite, define or chain terms of strings x, y and integers, for all short words; replacing, order, parts,
           memberships in expressions that hold terms

An engine that takes longer than ten seconds for an application is trouble, too.
"""
import argparse
import functools
import os
import random
import select
import subprocess
import sys
import time

LETTERS = "\0a\U0002ffff"
MOST = 5  # letters in a word
CAP = 400  # of lengths
KINDS = ["words", "lengths", "states", "terms", "values"]
ALL_LENGTHS = (1 << (CAP + 1)) - 1
COUNT = [len(LETTERS) ** n for n in range(MOST + 1)]  # words of n letters
FIRST = [sum(COUNT[:n]) for n in range(MOST + 2)]  # the number of the first of them; all words are numbered
ALL_WORDS = (1 << FIRST[MOST + 1]) - 1


def bits(x):
    while x:
        least = x & -x
        yield least.bit_length() - 1
        x ^= least


class Words:
    """Languages as sets of numbers of words."""

    none, all, letters, empty = 0, ALL_WORDS, 0b1110, 1

    def literal(self, w):
        if len(w) > MOST or not set(w) <= set(LETTERS):
            return 0
        number = 0
        for c in w:
            number = number * len(LETTERS) + LETTERS.index(c)
        return 1 << (FIRST[len(w)] + number)

    def span(self, a, b):
        return sum(2 << i for i, c in enumerate(LETTERS) if a <= c <= b)

    @functools.lru_cache(20000)
    def concat(self, x, y):
        out = 0
        by_length = [(y >> FIRST[n]) & ((1 << COUNT[n]) - 1) for n in range(MOST + 1)]
        for i in bits(x):
            m = next(n for n in range(MOST + 1) if i < FIRST[n + 1])
            for n in range(MOST + 1 - m):
                out |= by_length[n] << (FIRST[m + n] + (i - FIRST[m]) * COUNT[n])
        return out

    def without(self, x, y):
        return x & ~y

    def witness(self, x):
        i = next(bits(x))
        m = next(n for n in range(MOST + 1) if i < FIRST[n + 1])
        return "".join(LETTERS[(i - FIRST[m]) // COUNT[k] % len(LETTERS)] for k in reversed(range(m)))


class Lengths:
    """Languages over one letter, a, as sets of lengths."""

    none, all, letters, empty = 0, ALL_LENGTHS, 2, 1

    def literal(self, w):
        return 1 << len(w) if set(w) <= {"a"} else 0

    def span(self, a, b):
        return 2 if a <= "a" <= b else 0

    @functools.lru_cache(20000)
    def concat(self, x, y):
        out = 0
        if x.bit_count() > y.bit_count():
            x, y = y, x
        for i in bits(x):
            out |= y << i
        return out & ALL_LENGTHS

    def without(self, x, y):
        return x & ~y

    def witness(self, x):
        return (x & -x).bit_length() - 1


def star(d, x):
    out = d.empty | x
    while True:
        more = d.concat(out, out)
        if more == out:
            return out
        out = more


def power(d, x, n):
    out, base = d.empty, x
    while n:
        if n & 1:
            out = d.concat(out, base)
        base, n = d.concat(base, base), n >> 1
        if base == d.none and n:
            return d.none
    return out


def language(d, t, memo, value=None):
    """The language of an expression; `value` evaluates the strings in it."""
    if t in memo:
        return memo[t]
    k, rest = t[0], t[1:]

    def sub(u):
        return language(d, u, memo, value)

    if k == "str.to_re":
        v = d.literal(value(rest[0]) if value else rest[0])
    elif k == "re.range":
        a, b = (value(rest[0]), value(rest[1])) if value else rest
        v = d.span(a, b) if len(a) == len(b) == 1 else d.none
    elif k in ("re.none", "re.all", "re.allchar"):
        v = {"re.none": d.none, "re.all": d.all, "re.allchar": d.letters}[k]
    elif k == "re.++":
        v = d.empty
        for u in rest:
            v = d.concat(v, sub(u))
    elif k == "re.union":
        v = d.none
        for u in rest:
            v = v | sub(u)
    elif k == "re.inter":
        v = d.all
        for u in rest:
            v = v & sub(u)
    elif k == "re.comp":
        v = d.without(d.all, sub(rest[0]))
    elif k == "re.diff":
        v = d.without(sub(rest[0]), sub(rest[1]))
    elif k == "re.*":
        v = star(d, sub(rest[0]))
    elif k == "re.+":
        v = d.concat(sub(rest[0]), star(d, sub(rest[0])))
    elif k == "re.opt":
        v = sub(rest[0]) | d.empty
    elif k == "re.loop":
        n, m, x = rest[0], rest[1], sub(rest[2])
        v = d.none if n > m else d.concat(power(d, x, n), power(d, x | d.empty, m - n))
    elif k == "re.^":
        v = power(d, sub(rest[1]), rest[0])
    else:
        raise KeyError(k)
    memo[t] = v
    return v


# ---- regular expressions ---------------------------------------------------------------------------------------------


def pieces(kind):
    if kind == "lengths":
        return [("str.to_re", "a" * n) for n in (0, 1, 2, 3, 5)] + [("re.allchar",), ("re.all",)]
    words = ["", "\0", "a", "\U0002ffff", "\0a", "a\0", "aa", "a\U0002ffff", "\U0002ffff" * 2, "a\0a"]
    spans = [("\0", "a"), ("a", "\U0002ffff"), ("\0", "\0"), ("\0", "\U0002ffff"), ("b", "\U0002fffe"), ("\1", "a")]
    return ([("str.to_re", w) for w in words] + [("re.range", *s) for s in spans]
            + [("re.allchar",), ("re.allchar",), ("re.all",), ("re.all",), ("re.none",)])


def counters(rnd, kind):
    n = rnd.choice([0, 0, 1, 1, 2, 3, 4] if kind == "words" else [0, 0, 1, 1, 2, 3, 4, 5, 7, 10, 13])
    far = [n, n, n + 1, n + 2, n + 3, 2 * n, 2 * n + 1, n + 7, 3, 0, 100, 2147483647, 2147483648, 4294967295]
    return n, rnd.choice(far)


def expression(rnd, kind, depth):
    if depth == 0 or rnd.random() < 0.15:
        return rnd.choice(pieces(kind))
    k = rnd.choice(["re.++"] * 4 + ["re.union"] * 2 + ["re.loop"] * 4 + ["re.*", "re.+", "re.opt", "re.inter", "re.diff", "re.comp"])

    def sub():
        return expression(rnd, kind, depth - 1)

    if k in ("re.++", "re.union", "re.inter"):
        return (k, *(sub() for _ in range(rnd.choice([2, 2, 3]))))
    if k == "re.loop":
        return (k, *counters(rnd, kind), sub())
    return (k, sub(), sub()) if k == "re.diff" else (k, sub())


def relative(rnd, kind, t):
    """An expression that is like t."""
    if rnd.random() < 0.12:
        return expression(rnd, kind, 1)
    k = t[0]
    if k in ("re.*", "re.+", "re.opt") and rnd.random() < 0.6:
        return rnd.choice([("re.*", t[1]), ("re.+", t[1]), ("re.opt", t[1]), ("re.loop", *counters(rnd, kind), t[1])])
    if k == "re.loop":
        n, m = (max(0, c + rnd.choice([-2, -1, 0, 0, 1, 2])) for c in t[1:3])
        return (k, n, m, relative(rnd, kind, t[3]) if rnd.random() < 0.5 else t[3])
    if k in ("re.++", "re.union", "re.inter", "re.diff", "re.comp", "re.*", "re.+", "re.opt"):
        parts = list(t[1:])
        i = rnd.randrange(len(parts))
        parts[i] = relative(rnd, kind, parts[i])
        if k in ("re.++", "re.union") and rnd.random() < 0.2:
            rnd.shuffle(parts)
        return (k, *parts)
    return rnd.choice(pieces(kind))


def inclusions(rnd, kind, d):
    """Expressions for inclusions that do not hold, and a word that is in the one and not in the other."""
    while True:
        b = expression(rnd, kind, rnd.choice([2, 3, 3]))
        a = relative(rnd, kind, b) if rnd.random() < 0.7 else expression(rnd, kind, 2)
        for _ in range(rnd.choice([0, 0, 1, 2])):
            a = relative(rnd, kind, a)
        a, b = rnd.choice([(a, b), (b, a)])
        memo = {}
        rest = d.without(language(d, a, memo), language(d, b, memo))
        if rest:
            yield rnd.choice([("re.diff", a, b), ("re.inter", a, ("re.comp", b)), ("re.inter", ("re.comp", b), a)]), d.witness(rest)


# ---- the engine ------------------------------------------------------------------------------------------------------


class Engine:
    def __init__(self, path):
        self.run = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1 << 16)
        self.left = ""

    def ask(self, lines):
        """The last answer to lines."""
        self.run.stdin.write("".join(line + "\n" for line in lines))
        self.run.stdin.flush()
        out = None
        for _ in lines:
            out = self.line()
        return out

    def line(self):
        while "\n" not in self.left:
            if not select.select([self.run.stdout], [], [], 10)[0]:
                self.run.kill()
                raise TimeoutError
            more = os.read(self.run.stdout.fileno(), 1 << 16).decode()
            if not more:
                raise EOFError("the engine has ended: %s" % self.run.wait())
            self.left += more
        out, self.left = self.left.split("\n", 1)
        return out

    def conclude(self, rule, args, premises=()):
        lines, ids = ["z"], {}
        numbers = [" ".join(str(write(t, lines, ids)) for t in terms) for terms in (args, premises)]
        return self.ask(lines + ["s %s (%s) %s" % (rule, numbers[0], numbers[1])])


def write(t, lines, ids):
    key = (type(t), t)
    if key in ids:
        return ids[key]
    if isinstance(t, tuple):
        if t[0] == "const":
            line = "k %%d %s %s" % t[1:]
        else:
            line = " ".join(["t %d", t[0], *(str(write(u, lines, ids)) for u in t[1:])])
    elif isinstance(t, str):
        line = " ".join(["c %d", *(str(ord(c)) for c in t)])
    else:
        line = "n %%d %d" % t
    ids[key] = len(ids) + 1
    lines.append(line % ids[key])
    return ids[key]


# ---- terms -----------------------------------------------------------------------------------------------------------

X, Y, I = ("const", "x", "String"), ("const", "y", "String"), ("const", "i", "Int")
SORTS = {"x": "String", "y": "String", "i": "Int"}


def string(rnd, depth):
    if depth == 0 or rnd.random() < 0.2:
        return rnd.choice([X, X, X, Y, Y, "", "\0", "a", "a", "aa", "\0a", "a\0", "\U0002ffff", "a\0a"])
    k = rnd.choice(["str.++"] * 4 + ["str.substr", "str.at", "str.replace", "str.replace_all", "str.replace_re", "str.replace_re_all", "ite"])

    def sub():
        return string(rnd, depth - 1)

    if k == "str.++":
        return (k, *(sub() for _ in range(rnd.choice([2, 3]))))
    if k == "str.substr":
        return (k, sub(), integer(rnd, depth - 1), integer(rnd, depth - 1))
    if k == "str.at":
        return (k, sub(), integer(rnd, depth - 1))
    if k in ("str.replace_re", "str.replace_re_all"):
        return (k, sub(), symbolic(rnd, 1), sub())
    return (k, relation(rnd, 0), sub(), sub()) if k == "ite" else (k, sub(), sub(), sub())


def integer(rnd, depth):
    if depth == 0 or rnd.random() < 0.3:
        return rnd.choice([0, 0, 1, 2, -1, I, ("str.len", X), ("str.len", Y)])
    k = rnd.choice(["str.len", "str.indexof", "str.indexof", "+", "-"])
    if k == "str.len":
        return (k, string(rnd, depth - 1))
    if k == "str.indexof":
        return (k, string(rnd, depth), string(rnd, depth - 1), rnd.choice([0, 0, 0, integer(rnd, depth - 1)]))
    return (k, integer(rnd, depth - 1), integer(rnd, depth - 1))


def relation(rnd, depth):
    k = rnd.choice(["=", "str.<", "str.<=", "str.prefixof", "str.suffixof", "str.contains"])
    return (k, string(rnd, depth), string(rnd, depth))


def symbolic(rnd, depth):
    """A regular expression that may hold terms."""
    if depth == 0 or rnd.random() < 0.25:
        s = string(rnd, rnd.choice([0, 0, 1]))
        return rnd.choice([("str.to_re", s), ("str.to_re", s), ("re.range", s, string(rnd, 0)), ("re.range", "\0", "a"),
                           ("re.allchar",), ("re.all",), ("re.none",), ("re.*", ("re.allchar",))])
    k = rnd.choice(["re.++"] * 4 + ["re.union", "re.inter", "re.*", "re.+", "re.opt", "re.comp", "re.diff"])
    if k in ("re.++", "re.union", "re.inter"):
        return (k, *(symbolic(rnd, depth - 1) for _ in range(rnd.choice([2, 2, 3]))))
    return (k, symbolic(rnd, depth - 1), symbolic(rnd, depth - 1)) if k == "re.diff" else (k, symbolic(rnd, depth - 1))


def is_word(s, r, value):
    """Is s in r? Over the letters of short words, longer ones by cuts."""
    k = r[0]
    if k == "str.to_re":
        return s == value(r[1])
    if k == "re.range":
        a, b = value(r[1]), value(r[2])
        return len(a) == len(b) == len(s) == 1 and a <= s <= b
    if k in ("re.none", "re.all", "re.allchar"):
        return {"re.none": False, "re.all": True, "re.allchar": len(s) == 1}[k]
    if k == "re.++":
        if len(r) == 2:
            return is_word(s, r[1], value)
        return any(is_word(s[:i], r[1], value) and is_word(s[i:], ("re.++", *r[2:]), value) for i in range(len(s) + 1))
    if k == "re.*":
        return s == "" or any(is_word(s[:i], r[1], value) and is_word(s[i:], r, value) for i in range(1, len(s) + 1))
    if k == "re.+":
        return is_word(s, r[1], value) or is_word(s, ("re.*", r[1]), value) and s != ""
    if k == "re.opt":
        return s == "" or is_word(s, r[1], value)
    inside = (is_word(s, q, value) for q in r[1:])
    if k == "re.union":
        return any(inside)
    if k == "re.inter":
        return all(inside)
    if k == "re.comp":
        return not next(inside)
    if k == "re.diff":
        return is_word(s, r[1], value) and not is_word(s, r[2], value)
    raise KeyError(k)


def first_match(s, r, value, least):
    for i in range(len(s) + 1):
        for j in range(i + least, len(s) + 1):
            if is_word(s[i:j], r, value):
                return i, j
    return None


def replace_re(s, r, u, value):
    m = first_match(s, r, value, 0)
    return s if m is None else s[: m[0]] + u + s[m[1]:]


def replace_re_all(s, r, u, value):
    out = ""
    while True:
        m = first_match(s, r, value, 1)
        if m is None:
            return out + s
        out, s = out + s[: m[0]] + u, s[m[1]:]


def substring(s, i, n):
    return s[i: i + n] if 0 <= i < len(s) and n > 0 else ""


def evaluate(t, model):
    if not isinstance(t, tuple):
        return t
    k = t[0]

    def value(u):
        return evaluate(u, model)

    if k == "const":
        return model[t[1]]
    if k == "str.in_re":
        return is_word(value(t[1]), t[2], value)
    if k in ("str.replace_re", "str.replace_re_all"):
        return (replace_re if k == "str.replace_re" else replace_re_all)(value(t[1]), t[2], value(t[3]), value)
    if k == "@re_cut":
        s = value(t[1])
        return next((i for i in range(len(s) + 1) if is_word(s[:i], t[2], value) and is_word(s[i:], t[3], value)), 0)
    return OPERATIONS[k](*map(value, t[1:]))


OPERATIONS = {
    "@purify": lambda x: x, "true": lambda: True, "false": lambda: False, "not": lambda p: not p,
    "and": lambda *p: all(p), "or": lambda *p: any(p), "=>": lambda p, q: not p or q, "ite": lambda p, s, t: s if p else t,
    "=": lambda s, t: s == t, ">=": lambda a, b: a >= b, "+": lambda *a: sum(a), "*": lambda a, b=1, c=1: a * b * c, "-": lambda a, b=None: -a if b is None else a - b,
    "str.++": lambda *s: "".join(s), "str.len": len, "str.substr": substring, "str.at": lambda s, i: substring(s, i, 1),
    "str.<": lambda s, t: s < t, "str.<=": lambda s, t: s <= t, "str.prefixof": lambda s, t: t.startswith(s),
    "str.suffixof": lambda s, t: t.endswith(s), "str.contains": lambda s, t: t in s,
    "str.indexof": lambda s, t, i: s.find(t, i) if 0 <= i <= len(s) else -1,
    "str.to_code": lambda s: ord(s) if len(s) == 1 else -1, "str.from_code": lambda i: chr(i) if 0 <= i <= 0x2FFFF else "",
    "str.to_int": lambda s: int(s) if s and set(s) <= set("0123456789") else -1, "str.from_int": lambda i: str(i) if i >= 0 else "",
    "str.replace": lambda s, t, u: s.replace(t, u, 1), "str.replace_all": lambda s, t, u: s.replace(t, u) if t else s,
}


def applications(rnd):
    """Rules, arguments and premises."""
    depth = rnd.choice([1, 2, 2])
    k = rnd.randrange(8)
    if k == 0:
        return "str_in_re_open", [("str.in_re", string(rnd, 1), symbolic(rnd, depth))], []
    if k == 1:
        t = rnd.choice([string(rnd, depth), integer(rnd, depth), relation(rnd, 1), ("str.in_re", string(rnd, 0), symbolic(rnd, depth))])
        return "str_define", [t], []
    if k == 2:
        return "str_part_norm", [relation(rnd, depth)], []
    if k == 3:
        return "str_indexof_norm", [("str.indexof", string(rnd, depth), string(rnd, 1), rnd.choice([0, 0, I, 1, -1]))], []
    if k == 4:
        return "str_replace_norm", [(rnd.choice(["str.replace", "str.replace_all"]), string(rnd, depth), string(rnd, 1), string(rnd, 1))], []
    if k == 5:
        return "str_indexof_prefix", [string(rnd, depth), string(rnd, 1), rnd.choice([-1, 0, 1, 2, 3])], []
    chain, terms = [], [X, Y, "", "a", "\0a", ("str.++", X, "a"), ("str.++", "a", X), ("str.++", Y, X)]
    at = rnd.choice(terms)
    names = ["=", "str.prefixof", "str.<", "str.<=", "not"] if k == 6 else ["=", "str.prefixof", "str.suffixof", "str.contains"]
    for _ in range(rnd.choice([1, 2, 2, 3])):
        to, name = rnd.choice(terms), rnd.choice(names)
        pair = (to, at) if name in ("str.contains", "not") or rnd.random() < 0.1 else (at, to)
        chain.append(("not", (rnd.choice(["str.<", "str.<="]), *pair)) if name == "not" else (name, *pair))
        at = to
    if k == 6:
        return "str_order_chain", [], chain
    return "str_part_chain", [rnd.choice([0, 1, 2, 3, 3])], chain


def read(text):
    """A term as conclude.c prints it."""
    at, stack = 0, [[]]
    while at < len(text):
        c = text[at]
        if c == "(":
            stack.append([])
        elif c == ")":
            done = tuple(stack.pop())
            stack[-1].append(done)
        elif c == '"':
            end = at + 1
            while text[end] != '"' or text[end + 1: end + 2] == '"':
                end += 2 if text[end] == '"' else 1
            stack[-1].append(literal(text[at + 1: end].replace('""', '"')))
            at = end
        elif c != " ":
            end = at
            while end < len(text) and text[end] not in " ()":
                end += 1
            word, at = text[at:end], end - 1
            number = word.lstrip("-").isdigit()
            is_head = len(stack) > 1 and not stack[-1]
            stack[-1].append(int(word) if number else word if is_head else ("const", word, SORTS[word]) if word in SORTS else (word,))
        at += 1
    return stack[0][0]


def literal(body):
    out, at = "", 0
    while at < len(body):
        if body.startswith("\\u{", at):
            end = body.index("}", at)
            out, at = out + chr(int(body[at + 3: end], 16)), end
        else:
            out += body[at]
        at += 1
    return out


SHORT = ["", "\0", "a", "\U0002ffff", "aa", "\0a", "a\0", "a\0a", "aaa", "a\U0002ffff"]
MODELS = [{"x": x, "y": y, "i": i} for x in SHORT for y in SHORT for i in (-1, 0, 1, 2)]


def wrong_in(t, premises, models):
    return next((m for m in models if not evaluate(t, m) and all(evaluate(p, m) for p in premises)), None)


def literal_term(rnd):
    """An application to literals, long ones where that costs little."""
    def word(most):
        return "".join(rnd.choice("aab") for _ in range(rnd.randrange(most + 1)))

    k = rnd.choice(["str.replace_all"] * 4 + ["str.replace", "str.indexof", "str.replace_re", "str.replace_re_all", "str.in_re"])
    if k in ("str.replace_all", "str.replace"):
        return (k, word(150), word(rnd.choice([1, 2, 3, 3, 7, 20])), word(3))
    if k == "str.indexof":
        return (k, word(60), word(6), rnd.randrange(-2, 66))
    return (k, word(9), closed(rnd, 2), word(2)) if k != "str.in_re" else (k, word(9), closed(rnd, 3))


def closed(rnd, depth):
    if depth == 0 or rnd.random() < 0.25:
        return rnd.choice([("str.to_re", w) for w in ("", "a", "b", "aa", "ab", "aba")] + [("re.range", "a", "b"), ("re.allchar",), ("re.none",)])
    k = rnd.choice(["re.++"] * 3 + ["re.union", "re.inter", "re.*", "re.+", "re.opt", "re.comp", "re.diff"])
    count = 1 if k in ("re.*", "re.+", "re.opt", "re.comp") else 2
    return (k, *(closed(rnd, depth - 1) for _ in range(count)))


# ---- the attacks -----------------------------------------------------------------------------------------------------


def attack_states(engine, rnd, until):
    """re_empty with any states, for expressions that are not empty."""
    tried, wrong = 0, 0
    for r, w in inclusions(rnd, "words", Words()):
        if time.monotonic() > until:
            break
        states = [rnd.choice([r, r, relative(rnd, "words", r), ("re.diff", relative(rnd, "words", r[1]), relative(rnd, "words", r[-1])),
                              ("re.diff", expression(rnd, "words", 1), expression(rnd, "words", 1))]) for _ in range(rnd.randrange(1, 7))]
        if rnd.random() < 0.5:
            states += [("re.diff", a, b) for a in (r[1], relative(rnd, "words", r[1])) for b in (r[-1], relative(rnd, "words", r[-1]))]
        tried += 1
        if not engine.conclude("re_empty", [r, ("@list", *states)]).startswith("-"):
            wrong += 1
            print("WRONG: re_empty", r, "by", states, "has", repr(w))
    print("states: %d expressions that are not empty, %d accepted" % (tried, wrong))
    return wrong


def attack_values(engine, rnd, until):
    tried, wrong = 0, 0
    while time.monotonic() < until:
        t = literal_term(rnd)
        said = engine.conclude("evaluate", [t])
        tried += 1
        if not said.startswith("-") and not evaluate(read(said), {}):
            wrong += 1
            print("WRONG: evaluate", t, "concludes", said)
    print("values: %d literal terms, %d wrong" % (tried, wrong))
    return wrong


def attack_inclusions(engine, rnd, until, kind):
    tried, wrong = 0, 0
    for r, w in inclusions(rnd, kind, Words() if kind == "words" else Lengths()):
        if time.monotonic() > until:
            break
        tried += 1
        said = engine.conclude("re_contained", [r])
        if not said.startswith("-"):
            wrong += 1
            print("WRONG: re_contained", r, "has", repr(w))
    print("%s: %d inclusions that do not hold, %d accepted" % (kind, tried, wrong))
    return wrong


def attack_terms(engine, rnd, until):
    tried, concluded, wrong = 0, {}, 0
    while time.monotonic() < until:
        rule, args, premises = applications(rnd)
        tried += 1
        said = engine.conclude(rule, args, premises)
        if said.startswith("-"):
            continue
        concluded[rule] = concluded.get(rule, 0) + 1
        model = wrong_in(read(said), premises, rnd.sample(MODELS, 60))
        if model:
            wrong += 1
            print("WRONG:", rule, args, premises, "concludes", said, "which is false for", model)
    print("terms: %d applications, %d concluded, %d wrong; %s" % (tried, sum(concluded.values()), wrong, concluded))
    return wrong


def main():
    parser = argparse.ArgumentParser()
    build = os.environ.get("STRSMT_BUILD", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build"))
    parser.add_argument("--conclude", default=os.path.join(build, "tests", "signature_conclude"))
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS)
    options = parser.parse_args()
    kinds = [options.kind] if options.kind else KINDS
    wrong = 0
    attacks = {"words": attack_inclusions, "lengths": attack_inclusions, "states": attack_states, "terms": attack_terms, "values": attack_values}
    for kind in kinds:
        rnd, engine = random.Random("%s %d" % (kind, options.seed)), Engine(options.conclude)
        until = time.monotonic() + options.seconds / len(kinds)
        wrong += attacks[kind](engine, rnd, until, *([kind] if kind in ("words", "lengths") else []))
        engine.run.kill()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
