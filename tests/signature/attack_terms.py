"""Random terms of strings for attack.py, and what they mean: by definitions that share nothing with reference.py or the library."""
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
    "=": lambda s, t: s == t, ">=": lambda a, b: a >= b, "+": lambda *a: sum(a), "*": lambda a, b=1, c=1: a * b * c,
    "-": lambda a, b=None: -a if b is None else a - b,
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
