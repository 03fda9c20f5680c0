#!/usr/bin/env python3
"""Rules applied to arguments and premises of every shape: shapes.py [--seconds S] [--seed N] [RULE...]

Each rule's instances (rules.py, and those below) are changed at random: parts become other terms (of other sorts, internal symbols, huge and
negative numerals, types, functions without all of their arguments), lists lose their end, their members, or are empty, premises are left out.
Small terms of all sorts are given to each rule exhaustively. Whatever a rule still concludes (tests/signature/conclude.c asks the engine) must
hold for many values of the constants, by the reference semantics, where the premises do. Ends with `N passed, N failed`."""
import argparse
import itertools
import os
import random
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules  # noqa: E402
from checkers import parse  # noqa: E402
from reference import *  # noqa: E402,F403
import reference  # noqa: E402

for path in sorted(os.listdir(os.path.dirname(os.path.abspath(__file__)))):
    if path.startswith("rules_") and path.endswith(".py"):
        rules.TRY.update(__import__(path[:-3]).TRY)
HUGE = 2**70 + 1
SORTS = ("Bool", "Int", "String", "RegLan")
CONSTANTS = {"Bool": [Const(n, "Bool") for n in "pqr"], "Int": [Const(n, "Int") for n in "ijk"],
             "String": [Const(n, "String") for n in "xyz"], "RegLan": [Const("A", "RegLan"), Const("B", "RegLan")]}
TYPES = {"Bool", "Int", "String", "RegLan", "@List", "@Poly", "@Map", "@Ranges"}
LISTS = {"and": TRUE, "or": FALSE, "+": 0, "*": 1, "str.++": "", "re.++": ("str.to_re", ""), "re.union": ("re.none",),
         "re.inter": ("re.all",), "@list": ("@nil",)}
ARITY = {"ite": 3, "str.substr": 3, "str.indexof": 3, "str.replace": 3, "str.replace_all": 3, "str.replace_re": 3,
         "str.replace_re_all": 3, "re.loop": 3, "@poly": 3, "@range": 3, "@upto": 3, "@re_cut": 3}
UNARY = {"not", "abs", "str.len", "str.is_digit", "str.to_code", "str.from_code", "str.to_int", "str.from_int", "str.to_re", "re.*", "re.+",
         "re.opt", "re.comp", "@purify", "@class", "@rest", "@nonnegative", "@vanishes", "-"}
SIGNATURE = {  # what the symbols take and give, for terms made at random
    "not": "BB", "and": "BBB", "or": "BBB", "xor": "BBB", "=>": "BBB", "+": "III", "*": "III", "-": "III", "div": "III", "mod": "III",
    "abs": "II", "<=": "IIB", "<": "IIB", ">=": "IIB", ">": "IIB", "divisible": "IIB", "str.++": "SSS", "str.len": "SI", "str.<": "SSB",
    "str.<=": "SSB", "str.at": "SIS", "str.substr": "SIIS", "str.prefixof": "SSB", "str.suffixof": "SSB", "str.contains": "SSB",
    "str.indexof": "SSII", "str.replace": "SSSS", "str.replace_all": "SSSS", "str.replace_re": "SRSS", "str.replace_re_all": "SRSS",
    "str.is_digit": "SB", "str.to_code": "SI", "str.from_code": "IS", "str.to_int": "SI", "str.from_int": "IS", "str.in_re": "SRB",
    "str.to_re": "SR", "re.++": "RRR", "re.union": "RRR", "re.inter": "RRR", "re.*": "RR", "re.+": "RR", "re.opt": "RR", "re.comp": "RR",
    "re.diff": "RRR", "re.range": "SSR", "re.^": "IRR", "re.loop": "IIRR"}
LETTERS = dict(zip("BISR", SORTS))
LEAVES = {
    "Bool": [TRUE, FALSE, *CONSTANTS["Bool"]],
    "Int": [0, 1, -1, 2, -3, 10, HUGE, -HUGE, 2**63, *CONSTANTS["Int"]],
    "String": ["", "a", "b", "ab", "aa", "0", "10", chr(CODE_MAX), *CONSTANTS["String"]],
    "RegLan": [("re.none",), ("re.all",), ("re.allchar",), ("str.to_re", ""), ("str.to_re", "a"), ("re.*", ("str.to_re", "a")),
               *CONSTANTS["RegLan"]]}
ODD = [("@nil",), ("@zero",), ("@poly", 1, 1, ("@zero",)), ("@poly", 2, Const("i", "Int"), ("@zero",)), ("@nonnegative", ("@zero",)),
       ("@vanishes", ("@poly", -1, 1, ("@zero",))), ("@equation", "", "a"), ("@class", ("@no_range",)),
       ("@class", ("@range", 97, 96, ("@no_range",))), ("@rest", ("re.all",)), ("Int",), ("String",), ("Bool",), ("not",), ("str.len",),
       ("str.++",), ("and",), ("_raw", "str.++", Const("x", "String")), ("_raw", "=", 1), ("_raw", "or", FALSE),
       ("_raw", "re.loop", 1, 2), ("_raw", "ite", TRUE), ("@purify", ("@nil",)), ("@list", ("@nil",)), ("@list", ("Int",), ("not",))]


# ---- terms of all shapes -------------------------------------------------------------------------------------------


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def term(self, sort, depth=2):
        r = self.random
        if depth == 0 or r.random() < 0.4:
            return r.choice(LEAVES[sort])
        if r.random() < 0.06:
            return ("ite", self.term("Bool", depth - 1), self.term(sort, depth - 1), self.term(sort, depth - 1))
        if r.random() < 0.04:
            return ("@purify", self.term(sort, depth - 1))
        if sort == "Bool" and r.random() < 0.25:
            other = r.choice(SORTS)
            return (r.choice(("=", "=", "distinct")), self.term(other, depth - 1), self.term(other, depth - 1))
        symbol = r.choice([s for s, takes in SIGNATURE.items() if LETTERS[takes[-1]] == sort])
        takes = SIGNATURE[symbol][:-1]
        if symbol in LISTS:
            return self.listed(symbol, takes[0], depth)
        return (symbol, *(self.term(LETTERS[c], depth - 1) for c in takes))

    def listed(self, symbol, letter, depth):
        r = self.random
        members = [self.term(LETTERS[letter], depth - 1) for _ in range(r.choice((1, 2, 2, 2, 3, 4)))]
        if r.random() < 0.15 and len(members) > 1:
            return ("_raw", symbol, members[0], members[1])
        return (symbol, *members)

    def any(self):
        r = self.random
        if r.random() < 0.15:
            return r.choice(ODD)
        if r.random() < 0.1:
            return ("@list", *(self.any() for _ in range(r.randrange(1, 4))))
        return self.term(r.choice(SORTS))

    def change(self, t):
        """The term with one part changed."""
        r = self.random
        parts = t[1:] if isinstance(t, tuple) and not isinstance(t, Const) else ()
        if not parts or r.random() < 0.3:
            return self.other(t)
        first = 1 if t[0] == "_raw" else 0
        at = r.randrange(first, len(parts)) if first < len(parts) else None
        if at is None:
            return self.other(t)
        return (t[0], *parts[:at], self.change(parts[at]), *parts[at + 1:])

    def other(self, t):
        r = self.random
        if isinstance(t, Const):
            return self.term(t.sort, r.randrange(2)) if r.random() < 0.8 else self.any()
        if isinstance(t, int):
            return r.choice((t + 1, t - 1, -t, 0, 1, HUGE, -HUGE, self.term("Int", 1), self.term("Int", 1)))
        if isinstance(t, str):
            return r.choice(("", t + "a", t[1:], t[::-1], self.term("String", 1), self.term("String", 1)))
        kind = r.random()
        if t[0] in LISTS and kind < 0.6 and len(t) > 1:
            return self.other_list(t)
        if t[0] == "_raw":
            return t[1:] if len(t) > 2 else self.any()
        if kind < 0.25 and len(t) > 2:
            return (t[0], *r.sample(t[1:], len(t) - 1))
        if kind < 0.45:
            same = [s for s, takes in SIGNATURE.items() if takes == SIGNATURE.get(t[0])]
            return (r.choice(same), *t[1:]) if same and t[0] in SIGNATURE else self.any()
        if kind < 0.55:
            return ("_raw", *t[:-1]) if len(t) > 1 else self.any()
        if kind < 0.65:
            return t[1] if t[0] == "not" and len(t) == 2 else ("not", t)
        sort = LETTERS.get(SIGNATURE.get(t[0], "?")[-1])
        return self.term(sort) if sort and r.random() < 0.8 else self.any()

    def other_list(self, t):
        r, members = self.random, list(t[1:])
        kind = r.randrange(8)
        if kind == 0:
            return LISTS[t[0]]
        if kind == 1:
            return (t[0], members[0])
        if kind == 2 and len(members) > 1:  # without its end
            tail = members[-1]
            for m in members[-2::-1]:
                tail = ("_raw", t[0], m, tail)
            return tail
        if kind == 3:
            return (t[0], *members, r.choice(members))
        if kind == 4 and len(members) > 1:
            del members[r.randrange(len(members))]
            return (t[0], *members)
        if kind == 5:
            return (t[0], *members, LISTS[t[0]])
        if kind == 6:
            return (t[0], t, *members)
        return (t[0], *r.sample(members, len(members)))

    def instance(self, seed):
        args, premises = list(seed[0]), list(seed[1])
        r = self.random
        for _ in range(r.choice((1, 1, 1, 2, 2, 3))):
            where = r.random()
            if where < 0.06 and premises:
                del premises[r.randrange(len(premises))]
            elif where < 0.1 and premises:
                premises.append(r.choice(premises))
            elif where < 0.14 and premises:
                r.shuffle(premises)
            elif (where < 0.55 or not premises) and args:
                at = r.randrange(len(args))
                args[at] = self.change(args[at])
            elif premises:
                at = r.randrange(len(premises))
                premises[at] = self.change(premises[at])
        return args, premises


# ---- values --------------------------------------------------------------------------------------------------------


def equal(a, b):
    if is_regex(a) and is_regex(b):  # noqa: F405
        return same_language(a, b)  # noqa: F405
    return type(a) is type(b) and a == b


def polynomial(p):
    return 0 if len(p) == 2 else p[2] * p[3] + polynomial(p[4])


def ranges(a):
    if len(a) == 2:
        return []
    low, high = max(0, a[2]), min(CODE_MAX, a[3])  # noqa: F405
    return ([("re.range", chr(low), chr(high))] if low <= high else []) + ranges(a[4])


def value(t, values):
    """As reference.evaluate, with terms that no problem has: those are what they are made of."""
    if isinstance(t, (int, str)):
        return t
    if isinstance(t, Const):
        return values[t]
    head, args = t[0], t[1:]
    if head == "ite" and len(args) == 3:
        return value(args[1] if value(args[0], values) == TRUE else args[2], values)
    args = tuple(value(a, values) for a in args)
    least = ARITY.get(head, 1 if head in UNARY else 2)
    if head in ("true", "false", "re.none", "re.all", "re.allchar"):
        return (head,)
    if head in ("@nonnegative", "@vanishes") and args:
        return boolean(polynomial(args[0]) >= 0 if head == "@nonnegative" else polynomial(args[0]) == 0)  # noqa: F405
    if head == "@equation" and len(args) == 2:
        return boolean(args[0] == args[1])  # noqa: F405
    if head == "@class" and args:
        return ("re.union", ("re.none",), *ranges(args[0]))
    if head[0] == "@" and head not in ("@purify", "@re_cut") or head in TYPES or len(args) < least:
        return ("function or list", head, *args)
    if head.startswith("re.") or head == "str.to_re":
        return (head, *args)
    if head in ("=", "distinct"):
        return boolean(equal(*args) == (head == "="))  # noqa: F405
    if head in ("div", "mod") and args[1] == 0:
        return values[BY_ZERO] * (1 + args[0] ** 2) - (head == "mod")  # noqa: F405
    if head == "divisible" and args[0] == 0:
        return boolean(args[1] % 3 == 0)  # noqa: F405
    if head in reference.REGEX_FUNCTIONS:
        return reference.REGEX_FUNCTIONS[head](lambda u: u, *args)
    return reference.OPERATORS[head](*args)


def numerals(t, found):
    if isinstance(t, tuple) and not isinstance(t, Const):
        for u in t[1:]:
            numerals(u, found)
    elif isinstance(t, int):
        found.update((t - 1, t, t + 1, -t))


def strings(t, found):
    if isinstance(t, tuple) and not isinstance(t, Const):
        for u in t[1:]:
            strings(u, found)
    elif isinstance(t, str):
        found.update((t, t[1:], t[:-1], t + "a", "a" + t, t + t))


def valuations(terms, source, most):
    constants, ints, words = {}, {-2, -1, 0, 1, 2, 3}, {"", "a", "b", "ab", "ba", "aab", "0", "1", "12", "\0", chr(CODE_MAX)}
    for t in terms:
        constants_of(t, constants)  # noqa: F405
        numerals(t, ints)
        strings(t, words)
    domains = {"Bool": [TRUE, FALSE], "Int": sorted(ints), "String": sorted(words),
               "RegLan": [("re.all",), ("re.none",), ("str.to_re", ""), ("re.*", ("str.to_re", "a")), ("re.comp", ("str.to_re", "ab"))]}
    size = 3
    for c in constants:
        size *= len(domains[c.sort])
    if size <= most:
        for chosen in itertools.product((-1, 0, 2), *(domains[c.sort] for c in constants)):
            yield {reference.BY_ZERO: chosen[0], **dict(zip(constants, chosen[1:]))}
        return
    for _ in range(most):
        yield {reference.BY_ZERO: source.choice((-1, 0, 2)), **{c: source.choice(domains[c.sort]) for c in constants}}


def counterexample(premises, conclusion, source, most):
    for values in valuations([*premises, conclusion], source, most):
        try:
            if all(value(p, values) == TRUE for p in premises) and value(conclusion, values) != TRUE:
                return {getattr(c, "name", c): v for c, v in values.items()}
        except (RecursionError, MemoryError, OverflowError):
            continue
    return None


# ---- the engine ----------------------------------------------------------------------------------------------------

TOKEN = re.compile(r'"(?:[^"]|"")*"|\(|\)|[^\s()"]+')
BY_NAME = {c.name: c for cs in CONSTANTS.values() for c in cs}


def unescape(text):
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), text[1:-1].replace('""', '"'))


def read_back(text):
    stack = [[]]
    for token in TOKEN.findall(text):
        if token == "(":
            stack.append([])
        elif token == ")":
            done = stack.pop()
            stack[-1].append(tuple([done[0][0] if isinstance(done[0], tuple) and not isinstance(done[0], Const) else done[0], *done[1:]]))
        elif token[0] == '"':
            stack[-1].append(unescape(token))
        elif re.fullmatch("-?[0-9]+", token):
            stack[-1].append(int(token))
        else:
            stack[-1].append(BY_NAME.get(token, (token,)))
    return stack[0][0]


class Engine:
    """Many rules at once: `ask` returns the conclusions, None where there is none."""

    def __init__(self, program, signature=None):
        self.command = [program] + ([signature] if signature else [])

    def ask(self, instances, timeout=600):
        lines, steps = [], []
        for rule, args, premises in instances:
            lines.append("z")
            terms = {}
            ids = [self.term(t, lines, terms) for t in (*args, *premises)]
            steps.append(len(lines))
            lines.append("s %s (%s) %s" % (rule, " ".join(map(str, ids[:len(args)])), " ".join(map(str, ids[len(args):]))))
        run = subprocess.run(self.command, input="\n".join(lines) + "\n\n", capture_output=True, text=True, timeout=timeout)
        answers = run.stdout.split("\n")
        if run.returncode != 0 or len(answers) != len(lines) + 1:
            at = len(answers) - 1
            done = next((i for i, s in zip(instances, steps) if s >= at), None)
            raise RuntimeError("the engine ended with %d at %r: %s" % (run.returncode, done, run.stderr[-300:]))
        return [None if answers[s].startswith("-") else answers[s] for s in steps]

    def term(self, t, lines, terms):
        key = (type(t), t)
        if key in terms:
            return terms[key]
        if isinstance(t, Const):
            line = "k %%d %s %s" % t
        elif isinstance(t, int):
            line = "n %%d %d" % t
        elif isinstance(t, str):
            line = " ".join(["c %d"] + [str(ord(c)) for c in t])
        elif t[0] == "_raw":
            line = " ".join(["a %d " + t[1]] + [str(self.term(u, lines, terms)) for u in t[2:]])
        else:
            line = " ".join(["t %d " + t[0]] + [str(self.term(u, lines, terms)) for u in t[1:]])
        terms[key] = len(terms) + 1
        lines.append(line.replace("%d", str(terms[key]), 1))
        return terms[key]


def raw_value_terms(t):
    """A term given, as the evaluation has it: raw applications are applications."""
    if isinstance(t, Const) or not isinstance(t, tuple):
        return t
    if t[0] == "_raw":
        return (t[1], *map(raw_value_terms, t[2:]))
    parts = tuple(map(raw_value_terms, t[1:]))
    if t[0] in LISTS:
        return nested(t[0], parts, LISTS[t[0]])
    if len(parts) > 2 and t[0] in ("=", "<", "<=", ">", ">=", "str.<", "str.<="):
        return nested("and", [(t[0], a, b) for a, b in zip(parts, parts[1:])], TRUE)
    if len(parts) > 2 and t[0] == "distinct":
        return nested("and", [(t[0], a, b) for a, b in itertools.combinations(parts, 2)], TRUE)
    if len(parts) > 2 and t[0] in ("-", "div", "xor", "re.diff"):
        return (t[0], raw_value_terms((t[0], *t[1:-1])), parts[-1])
    if len(parts) > 2 and t[0] == "=>":
        return ("=>", parts[0], raw_value_terms(("=>", *t[2:])))
    return (t[0], *parts)


def nested(head, parts, nil):
    for p in reversed(parts):
        nil = (head, p, nil)
    return nil


# ---- the test ------------------------------------------------------------------------------------------------------


MIRROR = os.path.join(os.environ.get("STRSMT_BUILD", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build")),
                      "tests", "regex_mirror")


@lru_cache(maxsize=None)  # noqa: F405
def printed_by_library():
    """Random regular expressions and what the library found out about them (regex_mirror), by kind; nothing if that is not built."""
    found = {}
    if os.path.exists(MIRROR):
        for line in subprocess.run([MIRROR], capture_output=True, text=True).stdout.splitlines():
            kind, *terms = line.split("\t")
            found.setdefault(kind, []).append([parse(t) for t in terms])
    return found


def random_regexes():
    return [t for kind in ("same_normal_form", "same_reversal") for ts in printed_by_library().get(kind, []) for t in ts]


def of_regexes(name):
    """Instances of rules with random regular expressions."""
    printed, some = printed_by_library(), random_regexes()
    words = ("", "a", "b", "c", "ab", "ba", "aab", "abc", "abab", "cccc")
    if name == "re_empty":
        none, pairs = ("re.none",), list(zip(some, some[1:] + some[:1]))[:300]
        wrong = [([r, ("@list", *states)], []) for r, s in pairs for states in (
            [r], [("re.diff", r, none)], [("re.diff", r, s), r], [("re.diff", r, s), ("re.diff", s, r)], [("re.inter", r, ("re.comp", s)), none])]
        wrong += [([("re.diff", r, s), ("@list", ("re.diff", r, s))], []) for r, s in pairs]
        wrong += [([("re.diff", r, s), ("@list", ("re.diff", r, s), ("re.diff", s, r), none)], []) for r, s in pairs]
        return wrong + [([r, ("@list", *states)], []) for kind in ("re_empty", "of_reversal", "states") for r, *states in printed.get(kind, []) if states]
    if name in ("same_normal_form", "same_reversal", "is_within"):
        return [(ts, []) for ts in printed.get(name, [])]
    if name == "same_derivative":
        return [([r, ("@list", *values)], []) for r, *values in printed.get(name, [])]
    if name == "re_contained":
        a, b = CONSTANTS["RegLan"]
        return [([t], []) for r, s in zip(some, some[1:] + some[:1]) for t in (
            ("re.diff", r, s), ("re.diff", r, r), ("re.inter", r, ("re.comp", ("re.union", s, r))), ("re.diff", ("re.inter", r, s), s),
            ("re.diff", ("re.++", r, s), ("re.++", r, ("re.opt", s))), ("re.diff", ("re.*", r), ("re.*", ("re.union", r, s))),
            ("re.diff", ("re.loop", 2, 3, r), ("re.loop", 1, 4, r)), ("re.diff", ("re.loop", 1, 4, r), ("re.loop", 2, 3, r)),
            ("re.diff", ("re.+", r), ("re.*", s)), ("re.diff", ("re.union", r, s), r))] or [([("re.diff", a, b)], [])]
    if name == "re_distinct":
        return [([r, s, words[i % len(words)]], []) for i, (r, s) in enumerate(zip(some, some[3:]))]
    if name == "evaluate":
        return [([("str.in_re", w, r)], []) for r in some[:300] for w in words]
    return []


def seeds_of(name):
    return plain_seeds(name) + of_regexes(name)


def plain_seeds(name):
    if name in ("same_normal_form", "same_reversal", "same_derivative", "is_within"):  # of programs/strings.eo
        return []
    if name in rules.TRY:
        return [(i[0], i[1]) for make in rules.TRY[name] for i in make()]
    x, a, b = Const("x", "String"), Const("A", "RegLan"), Const("B", "RegLan")
    none, star = ("re.none",), ("re.*", ("str.to_re", "a"))
    word = ("str.to_re", "ab")
    if name == "re_contained":
        return [([("re.diff", word, star)], []), ([("re.diff", word, ("re.all",))], []), ([("re.diff", a, b)], [])]
    return {
        "re_empty": [([("re.inter", star, word), ("@list", ("re.inter", star, word), ("re.inter", star, ("str.to_re", "b")))], []),
                     ([none, ("@list", none)], []), ([none, ("@nil",)], []), ([("re.diff", word, word), ("@nil",)], [])],
        "re_equiv": [([], [("=", ("re.union", ("re.diff", r, s), ("re.diff", s, r)), none)]) for r in (star, a) for s in (star, b)],
        "re_distinct": [([r, s, w], []) for r in (star, word) for s in (word, none, a) for w in ("a", "ab", "")],
        "str_in_re_inter": [([], [("str.in_re", x, star), ("str.in_re", x, a)]), ([], [("str.in_re", x, star), ("not", ("str.in_re", x, b))])],
        "str_in_re_none": [([], [("str.in_re", x, r), ("=", r, none)]) for r in (a, star, none)],
        "scope": [([], [Const("p", "Bool")])],
        "process_scope": [([FALSE], [("=>", Const("p", "Bool"), FALSE)]), ([Const("q", "Bool")], [("=>", Const("p", "Bool"), Const("q", "Bool"))])],
        "not_and": [([], [("not", ("and", Const("p", "Bool"), Const("q", "Bool")))])],
        "not_not_elim": [([], [("not", ("not", Const("p", "Bool")))])],
        "implies_elim": [([], [("=>", Const("p", "Bool"), Const("q", "Bool"))])],
        "chain_m_resolution": [([("or", Const("p", "Bool"), Const("r", "Bool")), ("@list", TRUE), ("@list", Const("q", "Bool"))],
                                [("or", Const("p", "Bool"), Const("q", "Bool")), ("or", ("not", Const("q", "Bool")), Const("r", "Bool"))])],
    }[name]


def small(maker, name, arity):
    """All small terms as the arguments of a rule without premises."""
    leaves = [t for sort in SORTS for t in LEAVES[sort][:6] + LEAVES[sort][-2:]] + ODD
    if arity == 1:
        for t in leaves:
            yield [t], []
        few = {"B": [TRUE, CONSTANTS["Bool"][0]], "I": [0, -1, 2, HUGE, CONSTANTS["Int"][0]], "S": ["", "a", "ab", CONSTANTS["String"][0]],
               "R": [("re.none",), ("str.to_re", "a"), CONSTANTS["RegLan"][0]]}
        for symbol, takes in SIGNATURE.items():
            for args in itertools.product(*(few[c] for c in takes[:-1])):
                yield [(symbol, *args)], []
                if symbol in LISTS:
                    yield [("_raw", symbol, *args)], []
        for sort in few:
            for a, b in itertools.product(few[sort], repeat=2):
                yield [("=", a, b)], []
                yield [("distinct", a, b)], []
                yield [("ite", CONSTANTS["Bool"][0], a, b)], []
    elif arity == 2:
        yield from (([a, b], []) for a, b in itertools.product(leaves, repeat=2))
    else:
        for _ in range(2000):
            yield [maker.random.choice(leaves) for _ in range(arity)], []


def declared(folder):
    text = "".join(open(os.path.join(folder, f), encoding="utf-8").read() for f in sorted(os.listdir(folder)) if f.endswith(".eo"))
    text = re.sub(r";[^\n]*", "", text)
    return re.findall(r"\(declare-rule (\S+)", text)


def try_rule(engine, maker, name, count, most):
    """(applied, the unsound instances)"""
    seeds = seeds_of(name)
    arity = len(seeds[0][0])
    instances = [(name, *s) for s in seeds[:2000]]
    if not seeds[0][1]:
        instances += [(name, *s) for s in small(maker, name, arity)]
    instances += [(name, *maker.instance(maker.random.choice(seeds))) for _ in range(count)]
    bad, applied = [], 0
    for start in range(0, len(instances), 2000):
        part = instances[start:start + 2000]
        for (_, args, premises), text in zip(part, engine.ask(part)):
            if text is None:
                continue
            applied += 1
            conclusion = read_back(text)
            found = counterexample([raw_value_terms(p) for p in premises], conclusion, maker.random, most)
            if found is not None:
                bad.append((args, premises, text, found))
    return len(instances), applied, bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = os.environ.get("STRSMT_SOURCE", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    built = os.path.join(os.environ.get("STRSMT_BUILD", os.path.join(source, "build")), "tests", "signature_conclude")
    parser.add_argument("--conclude", default=built)
    parser.add_argument("--signature", help="apply the rules of this file")
    parser.add_argument("--seconds", type=float, default=0, help="go on with other seeds for so long")
    parser.add_argument("--count", type=int, default=300, help="changed instances of each rule")
    parser.add_argument("--values", type=int, default=40, help="values tried for each conclusion")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("rules", nargs="*", metavar="RULE")
    options = parser.parse_args()
    engine = Engine(options.conclude, options.signature)
    passed = failed = 0
    end = time.time() + options.seconds
    while True:
        for name in options.rules or declared(os.path.join(source, "proofs", "signature")):
            tried, applied, bad = try_rule(engine, Maker("%s %d" % (name, options.seed)), name, options.count, options.values)
            passed, failed = passed + (not bad), failed + bool(bad)
            if options.verbose:
                print("%s: %d instances, %d apply" % (name, tried, applied))
            if bad:
                print("FAIL %s: %d of %d that apply" % (name, len(bad), applied))
            for args, premises, text, found in bad[:3]:
                print("    %s\n    %s\n    |- %s\n    for %s" % (args, premises, text[:500], found))
        options.seed += 1
        if time.time() >= end:
            break
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
