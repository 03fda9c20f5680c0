"""Rules of linear integer arithmetic (proofs/signature/arith.eo): instances to accept and to reject, as in rules.py."""
import itertools
from math import gcd

from reference import *

I, J, K = (Const(n, "Int") for n in "ijk")
X = Const("x", "String")
P = Const("p", "Bool")
COMPARISONS = (">=", "<=", ">", "<")
OPPOSITE = {">=": "<", "<": ">=", "<=": ">", ">": "<="}
HUGE = 10**60
TERMS = [I, 3, ("+", I, J), ("-", I, J), ("-", I), ("*", 2, I), ("+", ("*", -2, I), ("*", 4, J), 1), ("*", I, J),
         ("*", ("+", I, 1), ("-", J, 2)), ("-", ("*", J, I, I), 7), ("+", 0, J, I, -1), ("str.len", X)]


def equals(a, b):
    return ("=", a, b)


def neg(a):
    return ("not", a)


# ---- polynomials ---------------------------------------------------------------------------------------------------

def key(t):
    return repr(t)


def poly(t):
    """The polynomial of t: a map from sorted tuples of factors to coefficients."""
    if isinstance(t, int):
        return {(): t} if t else {}
    if isinstance(t, tuple) and t[0] == "+":
        out = {}
        for u in t[1:]:
            out = add(out, poly(u))
        return out
    if isinstance(t, tuple) and t[0] == "-":
        if len(t) == 2:
            return scale(-1, poly(t[1]))
        out = poly(t[1])
        for u in t[2:]:
            out = add(out, scale(-1, poly(u)))
        return out
    if isinstance(t, tuple) and t[0] == "*":
        out = {(): 1}
        for u in t[1:]:
            product, right = {}, poly(u)
            for (m, a), (n, b) in itertools.product(out.items(), right.items()):
                product = add(product, {tuple(sorted(m + n, key=key)): a * b})
            out = product
        return out
    return {(t,): 1}


def add(p, q):
    out = dict(p)
    for m, c in q.items():
        out[m] = out.get(m, 0) + c
    return {m: c for m, c in out.items() if c}


def scale(c, p):
    return {m: c * a for m, a in p.items() if c}


def minus(a, b):
    return add(poly(a), scale(-1, poly(b)))


def nonneg(f):
    """The polynomial that f says is not negative."""
    if f[0] == "not":
        op, a, b = f[1]
        return nonneg(({">=": "<", "<": ">=", "<=": ">", ">": "<="}[op], a, b))
    op, a, b = f
    p = minus(a, b) if op[0] == ">" else minus(b, a)
    return add(p, {(): -1}) if len(op) == 1 else p


def tight(p):
    g = gcd(*(c for m, c in p.items() if m))
    return {m: d for m, c in p.items() if (d := c // g)} if g else p


def norm(f):
    """A form that equivalent atoms share: (positive?, kind, polynomial), or True, or False."""
    if f[0] == "not":
        inner = norm(f[1])
        return not inner if isinstance(inner, bool) else (not inner[0], *inner[1:])
    if f[0] == "=":
        p = minus(f[1], f[2])
        g = gcd(*(c for m, c in p.items() if m))
        if not g:
            return not p
        if p.get((), 0) % g:
            return False
        return True, "=", frozenset(tight(positive(p)).items())
    p = tight(nonneg(f))
    if not any(p):
        return p.get((), 0) >= 0
    q = positive(p)
    if q == p:
        return True, ">=", frozenset(p.items())
    return False, ">=", frozenset(add(scale(-1, p), {(): -1}).items())


def positive(p):
    first = min((m for m in p if m), key=key)
    return p if p[first] > 0 else scale(-1, p)


# ---- equations -----------------------------------------------------------------------------------------------------

def arith_poly_norm():
    for a, b in itertools.product(TERMS, repeat=2):
        for s, t in ((("+", a, b), ("+", b, a)), (("-", a, b), ("+", a, ("*", -1, b))), (("*", a, b), ("*", b, a)),
                     (("*", 3, ("+", a, b)), ("+", ("*", 3, a), b, ("*", b, 2)))):
            yield [equals(s, t)], [], equals(s, t)
    for s, t in ((("*", ("+", I, J), ("-", I, J)), ("-", ("*", I, I), ("*", J, J))),
                 (("*", HUGE, I), ("+", ("*", HUGE - 1, I), I)),
                 (("-", I, I), 0), (("*", 0, I), 0), (("+", I, HUGE, -HUGE), I), (("*", 1, I), I),
                 (("*", I, I, ("+", I, 1)), ("+", ("*", I, I, I), ("*", I, I)))):
        yield [equals(s, t)], [], equals(s, t)


def arith_poly_norm_reject():
    for s, t in ((I, J), (("+", I, 1), I), (("*", 2, I), I), (("*", I, I), I), (("-", I, J), ("-", J, I)), (3, 4),
                 (("*", I, J), ("*", I, I)), (("+", I, HUGE), ("+", I, HUGE - 1)), (("-", I), I), (("+", I, I), I),
                 (("div", I, 2), ("div", J, 2)), (("*", 0, I), 1)):
        yield [equals(s, t)], [], equals(s, t)
    yield [equals(P, neg(P))], [], None
    for f in (equals(I, I), equals(3, 3)):
        yield [equals(f, FALSE)], [], equals(f, FALSE)
    yield [equals(equals(3, 4), TRUE)], [], equals(equals(3, 4), TRUE)
    yield [(">=", I, J)], [], None


def equivalent():
    for op, a, b in itertools.product((*COMPARISONS, "="), TERMS, TERMS):
        for n in (1, 3):
            yield (op, ("*", n, a), ("+", ("*", n, b), 0)), (op, a, b)
    for a, b, n in itertools.product((I, ("-", J, I)), (0, 5, -7, HUGE, 2**63), (2, 3, -2, -3)):
        yield (">=", ("*", n, a), b), ((">=", a, -(-b // n)) if n > 0 else ("<=", a, b // n))
        yield ("<", ("*", n, a), b), ((">", a, b // n) if n < 0 else ("<", a, -(-b // n)))
        yield equals(("*", n, a), b), (equals(a, b // n) if b % n == 0 else FALSE)
    for a, b in itertools.product(TERMS, repeat=2):
        yield neg((">=", a, b)), ("<", a, b)
        yield ("<", a, b), neg(("<=", b, a))
        yield (">=", a, b), (">", ("+", a, 1), b)


def arith_atom_norm():
    for f, g in equivalent():
        same = equals(f, g)
        if g in (TRUE, FALSE):
            if norm(f) == (g == TRUE):
                yield [same], [], same
        elif norm(f) == norm(g):
            yield [same], [], same
    for f in ((">=", 3, 2), equals(I, I), equals(("+", I, 1), I), equals(3, 4), equals(4, 4), equals(("*", 2, I), 5), ("<", I, I), ("<=", ("+", I, 1), ("+", 1, I))):
        same = equals(f, TRUE if norm(f) else FALSE)
        yield [same], [], same


def arith_atom_norm_reject():
    for f, g in (((">=", I, 3), (">=", I, 4)), ((">=", I, J), (">=", J, I)), (equals(I, 3), (">=", I, 3)),
                 ((">=", ("*", 2, I), 3), (">=", I, 1)), (("<=", ("*", 2, I), 3), ("<=", I, 2)),
                 (equals(("*", 2, I), 4), equals(I, 3)), (equals(("*", 2, I), 5), equals(I, 2)),
                 (equals(("*", 2, I), 4), FALSE), (neg((">=", I, 3)), ("<=", I, 3)), ((">", I, 3), (">=", I, 3)),
                 (("<", I, J), TRUE), (("<", I, I), TRUE), ((">=", 3, 2), FALSE), (neg(neg((">=", I, 3))), ("<", I, 3)),
                 (equals(I, J), equals(I, ("-", J))), ((">=", I, HUGE), (">=", I, HUGE + 1))):
        yield [equals(f, g)], [], equals(f, g)
    yield [equals(P, neg(P))], [], None
    yield [equals(equals(X, "a"), FALSE)], [], equals(equals(X, "a"), FALSE)


# ---- sums ----------------------------------------------------------------------------------------------------------

def coefficients(*c):
    return ("+", *c) if len(c) > 1 else c[0]


def arith_farkas():
    yield [1], [(">", I, J), (">", J, I)], FALSE
    yield [1], [(">=", I, J), (">=", J, K), ("<", I, K)], FALSE
    yield [1], [(">=", 1, 2)], FALSE
    yield [3], [("<", I, I)], FALSE
    yield [coefficients(2, 1)], [(">=", I, 3), neg((">=", ("*", 2, I), 5))], FALSE
    yield [coefficients(1, -2)], [(">=", ("*", 2, I), 3), equals(I, 1)], FALSE
    yield [coefficients(1, 2, 1)], [equals(("+", I, ("*", -2, J)), 1), neg(("<=", J, 3)), ("<", I, 9)], FALSE
    yield [coefficients(1, 1)], [neg((">", I, HUGE)), (">", I, HUGE)], FALSE
    yield [coefficients(HUGE, 1)], [(">=", I, 1), ("<", ("*", HUGE, I), HUGE)], FALSE
    yield [coefficients(1, 2)], [("<=", ("*", 2, I, J), 7), (">=", ("*", J, I), 4)], FALSE
    for a, b, c in itertools.product((1, 2, 5), (1, 3), (0, 1, 7)):
        # a i + b j >= c + 1 against i <= c, j <= -(a c) / b
        yield ([coefficients(1, a, b)],
               [(">", ("+", ("*", a, I), ("*", b, J)), 0), ("<=", I, -c), neg((">", J, 0))], FALSE)


def arith_farkas_reject():
    yield [1], [(">=", I, J), (">=", J, I)], FALSE
    yield [1], [(">", I, J), (">", I, J)], FALSE
    yield [coefficients(1, -1)], [(">", I, J), (">", I, J)], FALSE
    yield [coefficients(0, 1)], [(">=", I, 0), (">=", I, 1)], FALSE
    yield [coefficients(-1, 1)], [(">=", I, 0), (">=", I, 1)], FALSE
    yield [-1], [(">=", 2, 1)], FALSE
    yield [coefficients(1, 1, 1)], [(">=", I, 0), ("<=", I, 3)], FALSE
    yield [coefficients(1, 1)], [(">=", I, 3), ("<=", I, 2), (">=", J, 0)], None
    yield [coefficients(1, 1)], [neg(equals(I, 3)), (">=", I, 3)], FALSE
    yield [coefficients(1, 1)], [(">", I, 3), ("<", I, 5)], FALSE
    yield [coefficients(J, 1)], [(">=", I, 3), ("<=", I, 2)], None
    yield [1], [P], FALSE
    yield [1], [equals(X, "a")], FALSE
    yield [coefficients(1, 1)], [equals(P, TRUE), (">=", I, 3)], FALSE
    yield [1], [equals(I, J), equals(J, ("+", I, 0))], FALSE


def arith_round():
    yield [1, (">=", I, 2)], [(">=", ("*", 2, I), 3)], (">=", I, 2)
    yield [1, (">=", I, 1)], [(">=", ("*", 2, I), 3)], (">=", I, 1)
    yield [1, ("<", I, 2)], [("<=", ("*", 2, I), 3)], ("<", I, 2)
    yield [coefficients(1, 1), (">=", I, 2)], [(">=", ("+", I, J), 2), (">=", ("-", I, J), 1)], (">=", I, 2)
    yield [coefficients(1, 3), neg((">=", J, 1))], [("<=", ("+", ("*", 3, I), ("*", 2, J)), 4), equals(I, 1)], \
        neg((">=", J, 1))
    yield [HUGE, (">=", I, HUGE)], [(">=", I, HUGE)], (">=", I, HUGE)
    yield [1, ("<=", I, HUGE)], [("<=", ("*", 7, I), 7 * HUGE + 6)], ("<=", I, HUGE)
    yield [1, (">=", 3, 2)], [(">=", I, I)], (">=", 3, 2)


def arith_round_reject():
    yield [1, (">=", I, 3)], [(">=", ("*", 2, I), 3)], (">=", I, 3)
    yield [1, ("<=", I, 1)], [("<=", ("*", 2, I), 5)], ("<=", I, 1)
    yield [1, (">=", J, 2)], [(">=", ("*", 2, I), 3)], (">=", J, 2)
    yield [1, (">=", I, 2)], [("<=", ("*", 2, I), 3)], (">=", I, 2)
    yield [1, equals(I, 2)], [(">=", ("*", 2, I), 3)], equals(I, 2)
    yield [coefficients(-1, 1), (">=", I, 0)], [("<=", I, 0), (">=", J, 0)], (">=", I, 0)
    yield [-1, ("<=", I, 2)], [(">=", I, 2)], ("<=", I, 2)
    yield [1, (">=", 2, 3)], [(">=", I, I)], (">=", 2, 3)
    yield [1, P], [(">=", I, 0)], P


def arith_mult():
    at_least, at_most = [(">=", I, 2), (">", I, 0), neg(("<", I, J))], [("<=", J, 5), ("<", J, -1), neg((">=", J, K))]
    for f, g in itertools.product(at_least + at_most, repeat=2):
        p, q = [("-", *((a, b) if op[0] == ">" else (b, a)), *((1,) if len(op) == 1 else ()))
                for op, a, b in (f if f[0] != "not" else (OPPOSITE[f[1][0]], *f[1][1:]),
                                 g if g[0] != "not" else (OPPOSITE[g[1][0]], *g[1][1:]))]
        yield [1, 1, (">=", ("*", p, q), 0)], [f, g], (">=", ("*", p, q), 0)
        yield [2, 3, (">", ("*", q, p), -1)], [f, g], (">", ("*", q, p), -1)
    yield [1, 1, (">=", ("*", I, J), ("+", I, J, -1))], [(">=", I, 1), (">=", J, 1)], (">=", ("*", I, J), ("+", I, J, -1))
    yield [1, 1, (">=", ("*", I, I), 0)], [(">=", I, 0), (">=", I, 0)], (">=", ("*", I, I), 0)
    yield [1, 1, (">=", ("*", I, J), 0)], [("<=", I, 0), ("<=", J, 0)], (">=", ("*", I, J), 0)
    yield [-1, 1, ("<=", ("*", I, J), ("*", 3, J))], [equals(I, 3), (">=", J, 0)], ("<=", ("*", I, J), ("*", 3, J))
    yield [1, 1, (">=", ("*", I, J), ("*", 3, J))], [equals(I, 3), (">=", J, 0)], (">=", ("*", I, J), ("*", 3, J))
    yield ([1, 1, (">=", ("*", I, J), ("-", ("*", HUGE, ("+", I, J)), HUGE * HUGE))], [(">=", I, HUGE), (">=", J, HUGE)],
           (">=", ("*", I, J), ("-", ("*", HUGE, ("+", I, J)), HUGE * HUGE)))


def arith_mult_reject():
    yield [1, 1, (">=", ("*", I, J), 0)], [(">=", I, 0), ("<=", J, 0)], (">=", ("*", I, J), 0)
    yield [1, 1, (">=", ("*", I, J), 1)], [(">=", I, 0), (">=", J, 0)], (">=", ("*", I, J), 1)
    yield [1, 1, (">=", ("*", I, K), 0)], [(">=", I, 0), (">=", J, 0)], (">=", ("*", I, K), 0)
    yield [-1, 1, (">=", ("*", I, J), 0)], [("<=", I, 0), (">=", J, 0)], (">=", ("*", I, J), 0)
    yield [1, -1, (">=", ("*", I, J), 0)], [(">=", I, 0), ("<=", J, 0)], (">=", ("*", I, J), 0)
    yield [0, 1, (">=", I, 0)], [("<=", I, 0), (">=", J, 0)], (">=", I, 0)
    yield [1, 1, (">=", ("*", I, J), ("*", 3, J))], [equals(I, 4), ("<=", J, 0)], (">=", ("*", I, J), ("*", 3, J))
    yield [1, 1, equals(("*", I, J), 0)], [(">=", I, 0), (">=", J, 0)], equals(("*", I, J), 0)
    yield [1, 1, P], [(">=", I, 0), (">=", J, 0)], P
    yield [1, 1, (">=", ("*", I, J), 0)], [neg(equals(I, 0)), (">=", J, 0)], (">=", ("*", I, J), 0)
    yield [J, 1, (">=", ("*", I, J, J), 0)], [(">=", I, 0), (">=", J, 0)], None


def arith_antisymm():
    for a, b in itertools.product((I, ("*", 3, I), ("+", I, J)), (J, 3, 3 * HUGE, ("-", K, 4))):
        yield [equals(a, b)], [(">=", a, b), ("<=", a, b)], equals(a, b)
        yield [equals(b, a)], [neg(("<", a, b)), neg((">", a, b))], equals(b, a)
    yield [equals(I, 2)], [(">=", ("*", 2, I), 3), ("<=", ("*", 2, I), 5)], equals(I, 2)


def arith_antisymm_reject():
    yield [equals(I, J)], [(">=", I, J), (">=", I, J)], equals(I, J)
    yield [equals(I, K)], [(">=", I, J), ("<=", I, J)], equals(I, K)
    yield [equals(I, 3)], [(">=", I, 3), ("<=", I, 4)], equals(I, 3)
    yield [equals(I, 3)], [(">=", I, 2), ("<=", I, 2)], equals(I, 3)
    yield [equals(I, J)], [(">=", I, I), ("<=", I, I)], equals(I, J)
    yield [equals(I, J)], [equals(I, J), (">=", I, J)], None


def crowd(a, *xs):
    """Of n terms two are equal, or one is not among the n - 1 numbers from a on."""
    b = a + len(xs) - 2
    outside = [neg(f) for x in xs for f in ((">=", x, a), ("<=", x, b))]
    return ("or", *outside, *(equals(x, y) for x, y in itertools.combinations(xs, 2)))


def arith_pigeonhole():
    for a in (-2, 0, 1):
        for xs in ((I, J), (I, J, K), (I, ("+", J, 1), J), (I, I), (I, 2, J, ("*", 2, K)), (K,), (1, 2, I)):
            yield [a, ("@list", *xs)], [], crowd(a, *xs)
    yield [HUGE, ("@list", I, J)], [], crowd(HUGE, I, J)
    yield [0, ("@list", ("str.len", X), I)], [], crowd(0, ("str.len", X), I)


def arith_pigeonhole_reject():
    for xs in ((I, J), (I, J, K)):
        f = crowd(0, *xs)
        n = 2 * len(xs)
        yield [0, ("@list", *xs)], [], ("or", *f[1:n], *f[n + 1:])  # without one of the upper bounds
        yield [0, ("@list", *xs)], [], f[:-1]  # without one of the equalities
        wider = [neg(g) for x in xs for g in ((">=", x, 0), ("<=", x, len(xs) - 1))]
        yield [0, ("@list", *xs)], [], ("or", *wider, *f[n + 1:])
    yield [K, ("@list", I, J)], [], ("or", neg((">=", I, K)), neg(("<=", I, K)), neg((">=", J, K)), equals(I, J))
    yield [0, I], [], None
    yield [0, ("@nil",)], [], FALSE  # of no integers no two are equal
    yield [0, ("@nil",)], [], None


# ---- div, mod, abs -------------------------------------------------------------------------------------------------

DIVISORS = (1, 2, 3, 7, -1, -2, -5, HUGE, -HUGE, 2**63)


def unless_zero(c, f):
    return f if isinstance(c, int) and c else ("or", equals(c, 0), f)


def int_div_lower():
    for x, c in itertools.product((I, 7, ("+", I, J), ("*", 3, J)), (*DIVISORS, 0, J, ("+", J, -1), ("*", I, J))):
        yield [x, c], [], unless_zero(c, (">=", x, ("*", c, ("div", x, c))))


def int_div_lower_reject():
    yield [I, 0], [], (">=", I, ("*", 0, ("div", I, 0)))
    yield [I, J], [], (">=", I, ("*", J, ("div", I, J)))
    yield [I, 2], [], (">=", I, ("+", 1, ("*", 2, ("div", I, 2))))


def int_div_upper():
    for x, c in itertools.product((I, 7, ("+", I, J), ("*", 3, J)), (*DIVISORS, J, ("+", J, -1), ("*", I, J))):
        size = abs(c) if isinstance(c, int) else ("abs", c)
        yield [x, c], [], unless_zero(c, ("<", x, ("+", ("*", c, ("div", x, c)), size)))


def int_div_upper_reject():
    yield [I, 0], [], ("<", I, ("+", ("*", 0, ("div", I, 0)), 0))
    yield [I, J], [], ("<", I, ("+", ("*", J, ("div", I, J)), J))
    yield [I, -2], [], ("<", I, ("+", ("*", -2, ("div", I, -2)), -2))


def int_op_elim():
    for x in (I, ("+", I, J), ("*", 3, J), 5):
        for c in DIVISORS:
            t = ("mod", x, c)
            yield [t], [], equals(t, ("+", x, ("*", -c, ("div", x, c))))
            if c > 0:
                t = ("divisible", c, x)
                yield [t], [], equals(t, equals(x, ("*", c, ("div", x, c))))
        for c in (J, ("+", J, 1), ("-", I)):
            t = ("mod", x, c)
            yield [t], [], equals(t, ("ite", equals(c, 0), ("mod", x, 0), ("+", x, ("*", -1, c, ("div", x, c)))))
        yield [("abs", x)], [], equals(("abs", x), ("ite", (">=", x, 0), x, ("-", x)))


def int_op_elim_reject():
    yield [("mod", I, 0)], [], equals(("mod", I, 0), ("+", I, ("*", 0, ("div", I, 0))))
    yield [("mod", I, J)], [], equals(("mod", I, J), ("+", I, ("*", ("-", J), ("div", I, J))))
    yield [("mod", I, J)], [], equals(("mod", I, J), ("ite", equals(J, 0), 0, ("+", I, ("*", -1, J, ("div", I, J)))))
    yield [("mod", I, 3)], [], equals(("mod", I, 3), ("+", I, ("*", 3, ("div", I, 3))))
    yield [("abs", I)], [], equals(("abs", I), I)
    yield [("div", I, 2)], [], None
    yield [I], [], None


TRY = {name: (globals()[name], globals()[name + "_reject"]) for name in (
    "arith_poly_norm", "arith_atom_norm", "arith_farkas", "arith_round", "arith_mult", "arith_antisymm", "arith_pigeonhole", "int_div_lower",
    "int_div_upper", "int_op_elim")}
