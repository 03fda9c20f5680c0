"""Inclusions of regular expressions of the kinds that real collections hold, with counters, lookaheads and alternations,
and near misses of them. Where lengths and alphabets tell the answer it is planted as (set-info :status ...)."""
import random

DOT = '(re.diff re.allchar (str.to_re "\\u{a}"))'
END = '(re.opt (str.to_re "\\u{a}"))'
CLASSES = ['(re.range "a" "z")', '(re.range "A" "Z")', '(re.range "0" "9")', '(re.union (str.to_re "!") (str.to_re "@"))',
           '(re.union (str.to_re "-") (str.to_re "_"))', '(re.range "k" "m")', '(re.range "\\u{3b1}" "\\u{3c9}")']
SEPARATORS = '.:/,;'


def loop(least, most, r):
    return f'((_ re.loop {least} {most}) {r})'


def cat(*parts):
    return f'(re.++ {" ".join(parts)})' if len(parts) > 1 else parts[0]


def union(*parts):
    return f'(re.union {" ".join(parts)})' if len(parts) > 1 else parts[0]


def inter(*parts):
    return f'(re.inter {" ".join(parts)})' if len(parts) > 1 else parts[0]


def word(w):
    return f'(str.to_re "{w}")'


class Script:
    unknown_is_trouble = False

    def __init__(self, seed):
        self.random = random.Random(seed)

    def near(self, n):
        """n, or a number beside it; never below 0."""
        return max(0, n + self.random.choice([0, 0, 0, 1, -1, self.random.randint(-5, 9)]))

    def size(self):
        return self.random.choice([1, 2, 3, self.random.randint(1, 12), self.random.randint(10, 90)])

    # Each shape: the smaller side, the larger one, and whether it holds (None: not known).

    def blocks(self):
        """(X{a,b}s){c,d} in [Xs]{n,m}: the lengths at both ends occur."""
        x, s = self.random.choice(CLASSES), self.random.choice(SEPARATORS)
        a, c = self.random.randint(1, 3), self.random.randint(1, 3)
        b, d = a + self.size() - 1, c + self.size() - 1
        least, most = self.near(c * (a + 1)), self.near(d * (b + 1))
        whole = self.random.random() < .9
        alphabet = union(x, word(s), word('%')) if whole else union(x, word('%'))
        return (loop(c, d, cat(loop(a, b, x), word(s))), loop(least, most, alphabet),
                whole and least <= c * (a + 1) and most >= d * (b + 1))

    def fields(self):
        """X{1,n}(sX{1,n}){0,k} in [Xs]{1,m}, or in itself with other counters."""
        x, s = self.random.choice(CLASSES), self.random.choice(SEPARATORS)
        n, k = self.size(), self.size()
        one = cat(loop(1, n, x), loop(0, k, cat(word(s), loop(1, n, x))))
        if self.random.random() < .5:
            m = self.near(n + k * (n + 1))
            return one, loop(1, m, union(x, word(s))), m >= n + k * (n + 1)
        p, q = max(1, self.near(n)), max(1, self.near(k))
        return (one, cat(loop(0, q, cat(loop(1, p, x), word(s))), loop(1, p, x)), p >= n and q >= k)

    def hosts(self):
        """Labels with a total length, written in two ways."""
        x, s, inner = self.random.choice(CLASSES), self.random.choice(SEPARATORS), self.random.randint(0, 61)
        label = cat(x, f'(re.opt {cat(loop(0, inner, union(x, word("-"))), x)})')
        n = self.random.randint(1, 160)
        k = self.near((n - 1) // 2)
        end = [END] if self.random.random() < .5 else []
        left = inter(cat(label, f'(re.* {cat(word(s), label)})', *end), cat(loop(1, n, DOT), *end))
        right = [loop(0, k, cat(label, word(s))), label] if self.random.random() < .5 else \
            [label, loop(0, k, cat(word(s), label))]
        return left, cat(*right, *end), k >= (n - 1) // 2

    def looks(self):
        """Lookaheads in another order, some of them left out, and lengths."""
        classes = self.random.sample(CLASSES[:5], self.random.randint(1, 5))
        n = self.random.randint(len(classes), 12)
        m = n + self.size()
        least, most = self.near(n), self.near(m)

        def all_of(some, low, high):
            looks = [cat(f'(re.* {DOT})', c, 're.all') for c in some]
            self.random.shuffle(looks)
            return inter(cat(loop(low, high, DOT), END), *looks)
        some = self.random.sample(classes, self.random.randint(1, len(classes)))
        # A match may have a line feed more than the counters say.
        holds = least <= n and most >= m
        return all_of(classes, n, m), all_of(some, least, most), holds if least <= n and most + 1 != m else None

    def branch(self):
        letters = 'abcdefg'
        words = [''.join(self.random.choice(letters) for _ in range(self.random.randint(3, 8)))
                 for _ in range(self.random.randint(2, 40))]
        branches = []
        for w in words:
            k = self.random.random()
            branches.append(word(w) if k < .5 else cat(word(w[:2]), loop(0, self.random.randint(1, 40), DOT), word(w[2:]))
                            if k < .8 else cat(f'(re.opt {cat(loop(1, 30, CLASSES[0]), word("-"))})', word(w)))
        some = self.random.sample(branches, self.random.randint(1, min(3, len(branches))))
        inside = self.random.random() < .8
        rest = branches if inside else [b for b in branches if b not in some] or [word('z')]
        tail = f'(re.opt {cat(word("/"), "(re.+ (re.range " + chr(34) + "0" + chr(34) + " " + chr(34) + "9" + chr(34) + "))")})'
        right = cat('re.all', union(*rest), tail, 're.all')
        return cat('re.all', union(*some), 're.all'), right, True if inside else None

    def turns(self):
        """Loops of loops with other counters."""
        x, s = self.random.choice(CLASSES), word(self.random.choice(SEPARATORS))
        b, n = self.size(), self.random.randint(0, 16)
        c, m = self.near((b + 1) // 2), self.near(2 * n)
        return (loop(0, n, cat(loop(0, b, x), s)), loop(0, m, cat(loop(0, c, x), f'(re.opt {s})')),
                True if m >= 2 * n and c >= (b + 1) // 2 else None)

    def wrapped(self, left, right):
        """Between words, which changes nothing."""
        before, after = (self.random.choice(['', 'x', 'aa', 'http://']) for _ in range(2))
        return (cat(*([word(before)] if before else []), side, *([word(after)] if after else [])) for side in (left, right))

    def pair(self):
        shape = self.random.choice([self.blocks, self.fields, self.hosts, self.looks, self.branch, self.turns])
        left, right, holds = shape()
        if self.random.random() < .4:
            left, right = self.wrapped(left, right)
        return left, right, holds

    def text(self):
        left, right, holds = self.pair()
        if self.random.random() < .2:
            more, wider, too = self.pair()
            holds = True if holds and too else None
            left, right = (union(left, more), union(right, wider)) if self.random.random() < .6 else \
                (cat(left, more), cat(right, wider))
        status = '' if holds is None else f'(set-info :status {"unsat" if holds else "sat"})\n'
        return (f'(set-logic QF_S)\n{status}(declare-const x String)\n(assert (str.in_re x {left}))\n'
                f'(assert (not (str.in_re x {right})))\n(check-sat)\n')
