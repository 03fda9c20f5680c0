"""Random closed regular expressions, as SMT-LIB text, and the same language written differently."""

LETTERS = ['a', 'b', 'c', 'ab', '0', '9', '']
WIDE = ['\\u{2ffff}', '\\u{10000}', '\\u{1f600}', '\\u{0}', '\\u{fffe}', '""', ' ', '\\u{5c}', '\\u{d7ff}']
PLAIN = {'star': 2, 'concat': 3, 'union': 3, 'inter': 1, 'comp': 1, 'diff': 1, 'power': 1, 'loop': 1, 'plus': 1,
         'opt': 1}
# Which operators a script prefers: whole scripts of one flavour reach what an even mixture never does.
FLAVOURS = [PLAIN, PLAIN, PLAIN,
            {**PLAIN, 'comp': 5, 'diff': 4, 'star': 5},
            {**PLAIN, 'inter': 6, 'union': 5},
            {**PLAIN, 'loop': 6, 'power': 4},
            {**PLAIN, 'concat': 8, 'opt': 4, 'plus': 3}]


class Regexes:
    def __init__(self, random):
        self.random = random
        self.flavour = random.choice(FLAVOURS)
        self.wide = random.random() < 0.15     # code points beyond the first plane, quotes, controls
        self.counters = random.random() < 0.12  # big counters
        self.empty = random.random() < 0.12     # re.none in every place
        self.languages = []                     # constants of sort RegLan that may be used

    def pick(self, *choices):
        return self.random.choice(choices)

    def literal(self, most=3):
        letters = LETTERS + (WIDE if self.wide or self.random.random() < 0.05 else [])
        return '"' + ''.join(self.random.choice(letters) for _ in range(self.random.choice([0, 1, 1, 2, most]))) + '"'

    def character(self):
        if self.wide and self.random.random() < 0.5:
            return '"' + self.random.choice(WIDE) + '"'
        return self.pick('"a"', '"b"', '"c"', '"0"', '"9"', '"a"', '"b"', '"\\u{2ffff}"', '(_ char #x62)')

    def range(self):
        if self.random.random() < 0.05:  # empty: not single characters, or the wrong way round
            return self.pick('(re.range "ab" "c")', '(re.range "" "c")', '(re.range "c" "a")', '(re.range "b" "")')
        return f'(re.range {self.character()} {self.character()})'

    def leaf(self):
        at = self.random.random()
        if self.empty and at < 0.3:
            return self.pick('re.none', 're.none', '(re.range "b" "a")', '(re.inter (str.to_re "a") (str.to_re "b"))',
                             '(re.comp re.all)')
        if at < 0.5:
            return f'(str.to_re {self.literal()})'
        if at < 0.75:
            return self.range()
        if at < 0.82 and self.languages:
            return self.random.choice(self.languages)
        return self.pick('re.allchar', 're.all', 're.none', '(str.to_re "")', '(re.range "a" "c")')

    def counter(self, low, high):
        if self.counters and self.random.random() < 0.5:
            return self.random.choice([17, 40, 64, 100, 255, 1000, 1000, 4096])
        return self.random.randint(low, high)

    def count(self, low, high):
        return self.random.randint(low, high)

    def make(self, depth):
        r = self.make
        if depth <= 0 or self.random.random() < 0.15:
            return self.leaf()
        kind = self.random.choices(list(self.flavour), list(self.flavour.values()))[0]
        if kind == 'concat':
            return '(re.++ ' + ' '.join(r(depth - 1) for _ in range(self.count(2, 3))) + ')'
        if kind == 'union':
            return '(re.union ' + ' '.join(r(depth - 1) for _ in range(self.count(2, 4))) + ')'
        if kind == 'inter':
            return '(re.inter ' + ' '.join(r(depth - 1) for _ in range(self.pick(2, 2, 2, 3))) + ')'
        if kind == 'comp':
            return f'(re.comp {r(depth - 1)})'
        if kind == 'diff':
            return '(re.diff ' + ' '.join(r(depth - 1) for _ in range(self.pick(2, 2, 2, 3))) + ')'
        if kind in ('power', 'loop'):
            return self.counted(kind, depth)
        symbol = {'star': self.pick('re.*', 're.*', 're.+'), 'plus': 're.+', 'opt': 're.opt'}[kind]
        return f'({symbol} {r(depth - 1)})'

    def counted(self, kind, depth):
        low = self.counter(0, 4 if kind == 'power' else 3)
        counters, self.counters = self.counters, self.counters and low < 17  # not one big counter in another
        body = self.make(depth - 1)
        self.counters = counters
        if kind == 'power':
            return f'((_ re.^ {low}) {body})'
        return f'((_ re.loop {low} {max(0, low + self.count(-1, 4))}) {body})'

    # ---- two spellings of one language: built together from the same parts

    def both(self, depth):
        """Two expressions for the same language."""
        if depth <= 0:
            leaf = self.leaf()
            return leaf, self.pick(leaf, leaf, f'(re.union {leaf} re.none)', f'(re.inter re.all {leaf})',
                                   f'(re.comp (re.comp {leaf}))',
                                   f'(re.++ {leaf} (str.to_re ""))', f'(re.diff {leaf} re.none)')
        (a, a2), (b, b2) = self.both(depth - 1), self.both(depth - 1)
        c, c2 = self.both(depth - 2)
        first, second = self.pick(
            (f'(re.union {a} {b})', f'(re.union {b2} {a2} {b})'),
            (f'(re.inter {a} {b})', f'(re.inter {b2} {a2})'),
            (f'(re.++ {a} {b} {c})', f'(re.++ {a2} (re.++ {b2} {c2}))'),
            (f'(re.++ {a} (re.union {b} {c}))', f'(re.union (re.++ {a2} {b2}) (re.++ {a2} {c2}))'),
            (f'(re.comp (re.union {a} {b}))', f'(re.inter (re.comp {a2}) (re.comp {b2}))'),
            (f'(re.diff {a} {b})', f'(re.inter {a2} (re.comp {b2}))'),
            (f'(re.diff {a} {b} {c})', f'(re.diff {a2} (re.union {b2} {c2}))'),
            (f'(re.* {a})', f'(re.* (re.* {a2}))'),
            (f'(re.* {a})', f'(re.union (str.to_re "") (re.++ {a2} (re.* {a2})))'),
            (f'(re.* {a})', f'(re.* (re.union (re.++ {a2} {a2}) {a2}))'),
            (f'(re.+ {a})', f'(re.++ (re.* {a2}) {a2})'),
            (f'(re.* (re.union {a} {b}))', f'(re.* (re.++ (re.* {a2}) (re.* {b2})))'),
            (f'(re.++ {a} (re.* (re.++ {b} {a})))', f'(re.++ (re.* (re.++ {a2} {b2})) {a2})'),
            (f'(re.opt {a})', f'(re.union {a2} (str.to_re ""))'),
            (f'((_ re.^ 3) {a})', f'(re.++ {a2} {a2} {a2})'),
            (f'((_ re.loop 1 3) {a})', f'(re.++ {a2} (re.opt {a2}) (re.opt {a2}))'),
            (f'((_ re.loop 2 4) {a})', f'(re.union ((_ re.^ 2) {a2}) ((_ re.^ 3) {a2}) ((_ re.^ 4) {a2}))'),
            (f'((_ re.^ 2) ((_ re.^ 3) {a}))', f'((_ re.^ 6) {a2})'))
        return (first, second) if self.random.random() < 0.5 else (second, first)

    def nearly(self, depth):
        """Two expressions that are the same, or differ by little."""
        first, second = self.both(depth)
        word = self.literal()
        return first, self.pick(second, second, f'(re.union {second} (str.to_re {word}))',
                                f'(re.diff {second} (str.to_re {word}))')
