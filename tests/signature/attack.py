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

from attack_terms import MODELS, applications, evaluate, literal_term, read, wrong_in

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


def planned(rnd, kind):
    """A pair of expressions for the rules about common ends, cases, cuts and turns of turns."""
    def small():
        return expression(rnd, kind, 1)

    k, end = rnd.randrange(4), rnd.choice([("re.*", rnd.choice(pieces(kind))), rnd.choice(pieces(kind)), small()])
    if k == 0:
        return ("re.inter", *(("re.++", small(), end) for _ in range(rnd.choice([2, 2, 3])))), ("re.++", small(), end)
    if k == 1:
        cut = rnd.choice(LETTERS[1:])
        ranges = [("re.range", "\0", chr(ord(cut) - 1)), ("re.range", cut, "\U0002ffff")]
        cases = [("re.++", ("re.all",), c, *(small() for _ in range(rnd.randrange(3)))) for c in ranges]
        return ("re.++", ("re.all",), small()), ("re.union", *cases, *(small() for _ in range(rnd.randrange(3))))
    if k == 2:
        a = ("re.++", ("re.inter", small(), small()), small())
        return a, ("re.++", small(), small(), rnd.choice([small(), a[2]]))
    x = rnd.choice(pieces(kind))
    y = ("re.loop", *counters(rnd, kind), x)
    a = ("re.++", ("re.loop", *counters(rnd, kind), rnd.choice([x, y])), rnd.choice([small(), x, y]))
    return a, ("re.++", ("re.loop", *counters(rnd, kind), rnd.choice([x, y, ("re.opt", x)])), rnd.choice([small(), x, ("re.*", x)]))


def inclusions(rnd, kind, d):
    """Expressions for inclusions that do not hold, and a word that is in the one and not in the other."""
    while True:
        b = expression(rnd, kind, rnd.choice([2, 3, 3]))
        a = relative(rnd, kind, b) if rnd.random() < 0.7 else expression(rnd, kind, 2)
        if rnd.random() < 0.4:
            a, b = planned(rnd, kind)
        for _ in range(rnd.choice([0, 0, 1, 2])):
            a = relative(rnd, kind, a)
        a, b = rnd.choice([(a, b), (b, a)])
        memo = {}
        rest = d.without(language(d, a, memo), language(d, b, memo))
        if rest:
            yield rnd.choice([("re.diff", a, b), ("re.inter", a, ("re.comp", b)), ("re.inter", ("re.comp", b), a)]), d.witness(rest)


# ---- the engine ------------------------------------------------------------------------------------------------------


class Engine:
    def __init__(self, path, signature=None):
        command = [path] + ([signature] if signature else [])
        self.run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1 << 16)
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
    parser.add_argument("--signature", help="its top file, instead of the built-in one (to see whether a fault in it is noticed)")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS)
    options = parser.parse_args()
    kinds = [options.kind] if options.kind else KINDS
    wrong = 0
    attacks = {"words": attack_inclusions, "lengths": attack_inclusions, "states": attack_states, "terms": attack_terms, "values": attack_values}
    for kind in kinds:
        rnd, engine = random.Random("%s %d" % (kind, options.seed)), Engine(options.conclude, options.signature)
        until = time.monotonic() + options.seconds / len(kinds)
        wrong += attacks[kind](engine, rnd, until, *([kind] if kind in ("words", "lengths") else []))
        engine.run.kill()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
