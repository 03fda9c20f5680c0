"""Reference semantics of terms, written from the SMT-LIB 2.6 standard (theories Core, Ints, Unicode Strings) alone.

Slow and plain on purpose: each operator is its definition in the standard. Terms are
  True and False as ("true",) and ("false",); integers as int; strings as str;
  constants of the problem as Const(name, sort);
  applications as tuples (symbol, argument, ...), with the indices of re.^, re.loop and divisible as first arguments.
n-ary symbols take any number of arguments, as written (before a checker desugars them).
"""
import itertools
from collections import namedtuple
from functools import lru_cache, reduce

Const = namedtuple("Const", "name sort")
TRUE, FALSE = ("true",), ("false",)
CODE_MAX = 0x2FFFF


class NoValue(Exception):
    """The standard leaves the value open (div and mod by zero)."""


BY_ZERO = "division by zero"  # a key of valuations: a number that stands for one way to close it


def boolean(b):
    return TRUE if b else FALSE


# ---- integers ------------------------------------------------------------------------------------------------------


def int_div(m, n):
    """m = n * q + r with 0 <= r < |n|."""
    if n == 0:
        raise NoValue
    r = m % abs(n)
    return (m - r) // n


def int_mod(m, n):
    if n == 0:
        raise NoValue
    return m % abs(n)


# ---- strings -------------------------------------------------------------------------------------------------------


def substr(w, m, n):
    if 0 <= m < len(w) and 0 < n:
        return w[m : m + min(n, len(w) - m)]
    return ""


def is_substring(t, w):
    return any(w[i : i + len(t)] == t for i in range(len(w) - len(t) + 1))


def indexof(w, t, i):
    if i < 0 or i > len(w):
        return -1
    for n in range(i, len(w) - len(t) + 1):
        if w[n : n + len(t)] == t:
            return n
    return -1


def replace(w, t, u):
    n = indexof(w, t, 0)
    return w if n < 0 else w[:n] + u + w[n + len(t) :]


def replace_all(w, t, u):
    if t == "" or not is_substring(t, w):
        return w
    n = indexof(w, t, 0)
    return w[:n] + u + replace_all(w[n + len(t) :], t, u)


def matches(w, r, shortest):
    """The shortest leftmost match of r in w with at least `shortest` characters, as (start, end); or None."""
    for i in range(len(w) + 1):
        for j in range(i + shortest, len(w) + 1):
            if in_re(w[i:j], r):
                return i, j
    return None


def replace_re(w, r, u):
    found = matches(w, r, 0)
    return w if found is None else w[: found[0]] + u + w[found[1] :]


def replace_re_all(w, r, u):
    found = matches(w, r, 1)
    return w if found is None else w[: found[0]] + u + replace_re_all(w[found[1] :], r, u)


def less(w, v):
    """Lexicographic order of code points."""
    for a, b in zip(w, v):
        if a != b:
            return ord(a) < ord(b)
    return len(w) < len(v)


def is_digit(w):
    return len(w) == 1 and 0x30 <= ord(w) <= 0x39


def to_int(w):
    if w == "" or not all(is_digit(c) for c in w):
        return -1
    return reduce(lambda n, c: 10 * n + ord(c) - 0x30, w, 0)


def from_int(n):
    return "" if n < 0 else str(n)


def from_code(n):
    return chr(n) if 0 <= n <= CODE_MAX else ""


# ---- regular expressions -------------------------------------------------------------------------------------------


def ends(r, w, i, memo):
    """The set of all j such that w[i:j] is in the language of r."""
    key = (r, i)
    if key not in memo:
        memo[key] = frozenset(ends_of(r, w, i, memo))
    return memo[key]


def step(r, w, positions, memo):
    return frozenset(j for i in positions for j in ends(r, w, i, memo))


def power(r, w, i, n, memo):
    """Ends of exactly n words of r. The sets of positions repeat sooner or later, so that n may be huge."""
    at, seen, k = frozenset([i]), {}, 0
    while k < n:
        if at in seen:
            n = k + (n - k) % (k - seen[at])
            seen = {}
            if k == n:
                break
        seen[at] = k
        at, k = step(r, w, at, memo), k + 1
    return at


def closure(r, w, i, memo):
    reached = frontier = frozenset([i])
    while frontier:
        frontier = step(r, w, frontier, memo) - reached
        reached |= frontier
    return reached


def loop(r, w, i, low, high, memo):
    if low > high:
        return frozenset()
    at = reached = power(r, w, i, low, memo)
    seen = set()
    for _ in range(high - low):
        if at in seen:
            break
        seen.add(at)
        at = step(r, w, at, memo)
        reached |= at
    return reached


def ends_of(r, w, i, memo):
    op, args = r[0], r[1:]
    rest = range(i, len(w) + 1)
    if op == "re.none":
        return []
    if op == "re.all":
        return rest
    if op == "re.allchar":
        return [i + 1] if i < len(w) else []
    if op == "str.to_re":
        return [i + len(args[0])] if w[i : i + len(args[0])] == args[0] else []
    if op == "re.range":
        inside = len(args[0]) == len(args[1]) == 1 and i < len(w) and args[0] <= w[i] <= args[1]
        return [i + 1] if inside else []
    if op == "re.++":
        return reduce(lambda at, a: step(a, w, at, memo), args, frozenset([i]))
    if op == "re.union":
        return frozenset().union(*(ends(a, w, i, memo) for a in args))
    if op == "re.inter":
        return reduce(lambda at, a: at & ends(a, w, i, memo), args, frozenset(rest))
    if op == "re.diff":
        return reduce(lambda at, a: at - ends(a, w, i, memo), args[1:], ends(args[0], w, i, memo))
    if op == "re.comp":
        return frozenset(rest) - ends(args[0], w, i, memo)
    if op == "re.*":
        return closure(args[0], w, i, memo)
    if op == "re.+":
        return step(args[0], w, closure(args[0], w, i, memo), memo)
    if op == "re.opt":
        return ends(args[0], w, i, memo) | {i}
    if op == "re.^":
        return power(args[1], w, i, args[0], memo)
    if op == "re.loop":
        return loop(args[2], w, i, args[0], args[1], memo)
    raise ValueError(op)


def in_re(w, r):
    return len(w) in ends(r, w, 0, {})


# ---- terms ---------------------------------------------------------------------------------------------------------


def chain(holds):
    return lambda *a: boolean(all(holds(x, y) for x, y in zip(a, a[1:])))


SHORT_WORDS = ["".join(w) for n in range(5) for w in itertools.product("abc", repeat=n)]


@lru_cache(maxsize=None)
def same_language(r, q):
    return all(in_re(w, r) == in_re(w, q) for w in SHORT_WORDS)


def is_regex(t):
    return isinstance(t, tuple) and (t[0].startswith("re.") or t[0] == "str.to_re")


def same(x, y):
    """Equal values; regular expressions as far as short words tell."""
    return same_language(x, y) if is_regex(x) and is_regex(y) else x == y


def truth(t):
    return t == TRUE


OPERATORS = {
    "true": lambda: TRUE,
    "false": lambda: FALSE,
    "not": lambda p: boolean(not truth(p)),
    "and": lambda *ps: boolean(all(map(truth, ps))),
    "or": lambda *ps: boolean(any(map(truth, ps))),
    "xor": lambda *ps: boolean(sum(map(truth, ps)) % 2 == 1),
    "=>": lambda *ps: boolean(truth(ps[-1]) or not all(map(truth, ps[:-1]))),
    "=": chain(same),
    "distinct": lambda *a: boolean(len(set(a)) == len(a)),
    "ite": lambda p, x, y: x if truth(p) else y,
    "@purify": lambda x: x,
    "+": lambda *a: sum(a),
    "*": lambda *a: reduce(lambda x, y: x * y, a, 1),
    "-": lambda *a: -a[0] if len(a) == 1 else a[0] - sum(a[1:]),
    "div": lambda *a: reduce(int_div, a),
    "mod": int_mod,
    "abs": abs,
    "<=": chain(lambda x, y: x <= y),
    "<": chain(lambda x, y: x < y),
    ">=": chain(lambda x, y: x >= y),
    ">": chain(lambda x, y: x > y),
    "divisible": lambda n, x: boolean(int_mod(x, n) == 0),
    "str.++": lambda *a: "".join(a),
    "str.len": len,
    "str.<": chain(less),
    "str.<=": chain(lambda x, y: x == y or less(x, y)),
    "str.at": lambda w, n: substr(w, n, 1),
    "str.substr": substr,
    "str.prefixof": lambda w, v: boolean(v[: len(w)] == w),
    "str.suffixof": lambda w, v: boolean(len(w) <= len(v) and v[len(v) - len(w) :] == w),
    "str.contains": lambda w, v: boolean(is_substring(v, w)),
    "str.indexof": indexof,
    "str.replace": replace,
    "str.replace_all": replace_all,
    "str.is_digit": lambda w: boolean(is_digit(w)),
    "str.to_code": lambda w: ord(w) if len(w) == 1 else -1,
    "str.from_code": from_code,
    "str.to_int": to_int,
    "str.from_int": from_int,
}
def re_cut(w, r, q):
    """The length of the shortest beginning of w that is in r and has a word of q behind it; 0 if there is none."""
    return next((n for n in range(len(w) + 1) if in_re(w[:n], r) and in_re(w[n:], q)), 0)


REGEX_FUNCTIONS = {
    "@re_cut": lambda value, w, r, q: re_cut(value(w), r, q),
    "str.in_re": lambda value, w, r: boolean(in_re(value(w), r)),
    "str.replace_re": lambda value, w, r, u: replace_re(value(w), r, value(u)),
    "str.replace_re_all": lambda value, w, r, u: replace_re_all(value(w), r, value(u)),
}


def evaluate(t, values=None):
    """The value of t, where `values` gives those of the constants: a literal, or for sort RegLan the regular
    expression with values for its strings."""
    def value(u):
        return evaluate(u, values)

    if isinstance(t, (int, str)):
        return t
    if isinstance(t, Const):
        return values[t]
    if t[0] == "ite":  # the branch that is not taken need not have a value
        return value(t[2] if truth(value(t[1])) else t[3])
    if t[0] in REGEX_FUNCTIONS:
        args = [evaluate(u, values) for u in t[1:]]
        return REGEX_FUNCTIONS[t[0]](lambda u: u, *args)
    if t[0].startswith("re.") or t[0] == "str.to_re":
        return (t[0],) + tuple(evaluate(u, values) for u in t[1:])
    args = [value(u) for u in t[1:]]
    if t[0] in ("div", "mod") and len(args) == 2 and args[1] == 0 and values and BY_ZERO in values:
        return values[BY_ZERO] * (1 + args[0] ** 2) - (t[0] == "mod")  # a function of the first argument
    return OPERATORS[t[0]](*args)


def constants_of(t, found=None):
    """The constants of t, in order of occurrence."""
    found = {} if found is None else found
    if isinstance(t, Const):
        found[t] = None
    elif isinstance(t, tuple):
        for u in t[1:]:
            constants_of(u, found)
    return found
