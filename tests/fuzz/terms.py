"""Random terms of each sort, as SMT-LIB text, over few constants and letters so that they collide. A generator says
which operators it wants (weights by name) and builds scripts from the terms."""
import random

from regexes import Regexes

NAMES = {'String': ['x', 'y', 'z', 'w', '|a b|'], 'Int': ['i', 'j', 'k', 'n'], 'Bool': ['p', 'q', 'r']}
WORDS = ['', 'a', 'b', 'aa', 'ab', 'ba', 'bb', 'aab', 'aba', 'abab', '0', '7', '10', '007', 'c']
WIDE = ['\\u{10000}', '\\u{2ffff}', '\\u{1f600}a', '\\u{0}', '\\u{ffff}\\u{10000}', '""', '\\u{5c}u{61}']
# Operators by sort of the result (after a colon: what tells apart those of one name): the sorts of their arguments.
# c: a numeral, d: one that is not 0, R: a regular expression.
STRINGS = {'str.++': 'SS', 'str.++:3': 'SSS', 'str.at': 'SI', 'str.substr': 'SII', 'str.replace': 'SSS',
           'str.replace_all': 'SSS',
           'str.replace_re': 'SRS', 'str.replace_re_all': 'SRS', 'str.from_int': 'I', 'str.from_code': 'I',
           'ite': 'BSS'}
INTS = {'str.len': 'S', '+': 'II', '-': 'II', '-:1': 'I', '*': 'cI', 'div': 'Id', 'mod': 'Id', 'abs': 'I', 'ite': 'BII',
        'str.indexof': 'SSI', 'str.to_int': 'S', 'str.to_code': 'S', '+:3': 'III', '*:x': 'II', 'div:x': 'II',
        'mod:x': 'II'}
ATOMS = {'=:s': 'SS', 'distinct:s': 'SS', '=:s3': 'SSS', 'distinct:s3': 'SSS', '=:i': 'II', '<': 'II', '<=': 'II',
         '>': 'II',
         '>=': 'II', '<=:3': 'III', 'distinct:i': 'II', 'distinct:i3': 'III', '=:b': 'BB', 'distinct:b': 'BB',
         'ite': 'BBB',
         'str.in_re': 'SR', 'str.prefixof': 'SS', 'str.suffixof': 'SS', 'str.contains': 'SS', 'str.<': 'SS',
         'str.<=': 'SS',
         'str.is_digit': 'S', 'divisible': 'I', 'xor': 'BB', '=>': 'BB', 'and': 'BB', 'or': 'BB', 'not': 'B',
         'or:3': 'BBB',
         'and:3': 'BBB'}


class Terms:
    """Weights: by key of STRINGS, INTS, ATOMS; what is missing does not occur."""

    def __init__(self, seed, weights, sizes=(3, 3, 2)):
        self.random = random.Random(seed)
        self.names = {sort: NAMES[sort][:self.random.randint(low, most)] for sort, low, most in
                      (('String', 1, sizes[0]), ('Int', 0, sizes[1]), ('Bool', 0, sizes[2]))}
        self.regexes = Regexes(self.random)
        self.regexes.counters = False
        self.weights = self.mood(weights)
        self.wide = self.random.random() < 0.08
        self.large = self.random.random() < 0.06
        self.letters = self.random.sample(WORDS, self.random.randint(3, 8)) + ['']

    def mood(self, weights):
        """Some operators much more often, some not at all: whole scripts of one flavour reach what a mixture does not."""
        def factor():
            return self.random.choice([0, 0.3, 1, 1, 3, 8])
        return {key: weight * factor() for key, weight in weights.items()}

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, p):
        return self.random.random() < p

    # ---- leaves

    def word(self):
        if self.wide and self.chance(0.4):
            return f'"{self.random.choice(WIDE)}"'
        return f'"{self.random.choice(self.letters)}"'

    def numeral(self, low=-3, high=7):
        value = self.random.randint(low, high)
        if self.large and self.chance(0.3):
            value = self.pick(1, -1) * self.pick(2 ** 31, 2 ** 62, 2 ** 63, 10 ** 30) + value
        return str(value) if value >= 0 else f'(- {-value})'

    def divisor(self):
        return self.pick('2', '3', '5', '(- 2)', '(- 3)', '7', '1', '10')

    def regex(self, depth=2):
        return self.regexes.make(self.random.randint(0, depth))

    def leaf(self, sort):
        names = self.names[{'S': 'String', 'I': 'Int', 'B': 'Bool'}[sort]]
        if names and self.chance(0.75 if sort != 'B' else 0.9):
            return self.random.choice(names)
        return self.word() if sort == 'S' else self.numeral() if sort == 'I' else self.atom(1)

    # ---- terms

    def choose(self, table):
        keys = [k for k in table if self.weights.get(k, 0) > 0]
        return self.random.choices(keys, [self.weights[k] for k in keys])[0] if keys else None

    def application(self, table, depth):
        key = self.choose(table)
        if key is None:
            return None
        args = ' '.join(self.term(s, depth - 1) for s in table[key])
        if key == 'divisible':
            return f'((_ divisible {self.random.randint(1, 5)}) {args})'
        return f'({key.split(":")[0]} {args})'

    def term(self, sort, depth):
        if sort == 'c':
            return self.numeral()
        if sort == 'd':
            return self.divisor()
        if sort == 'R':
            return self.regex()
        if sort == 'B':
            return self.atom(depth)
        if depth <= 0 or self.chance(0.25):
            return self.leaf(sort)
        return self.application(STRINGS if sort == 'S' else INTS, depth) or self.leaf(sort)

    def atom(self, depth):
        if self.names['Bool'] and self.chance(0.12):
            return self.random.choice(self.names['Bool'])
        table = ATOMS if depth > 1 else {k: v for k, v in ATOMS.items() if 'B' not in v}
        return self.application(table, max(depth, 1)) or self.pick('true', 'false')

    def formula(self, depth):
        """Clauses rather than deep trees: what is asserted should matter."""
        if depth <= 0 or self.chance(0.45):
            atom = self.atom(self.random.randint(1, 3))
            return f'(not {atom})' if self.chance(0.35) else atom
        kind = self.pick('or', 'or', 'or', 'and', '=>', 'ite', 'xor', '=')
        count = {'ite': 3, '=>': 2, 'xor': 2, '=': 2}.get(kind, self.random.randint(2, 3))
        return f'({kind} ' + ' '.join(self.formula(depth - 1) for _ in range(count)) + ')'

    # ---- scripts

    def declare(self, logic='QF_SLIA'):
        lines = [f'(set-logic {logic})']
        return lines + [f'(declare-const {n} {sort})' for sort, names in self.names.items() for n in names]

    def bounds(self):
        """Keeps models small, so that both answers are likely and the reference may find them."""
        lines = []
        for x in self.names['String']:
            if self.chance(0.35):
                lines.append(f'(assert ({self.pick("<=", "<", "=", ">=")} (str.len {x}) {self.random.randint(0, 5)}))')
            if self.chance(0.2):
                lines.append(f'(assert (str.in_re {x} (re.* {self.pick(*SMALL)})))')
        for i in self.names['Int']:
            if self.chance(0.4):
                lines.append(f'(assert (<= {self.numeral(-3, 1)} {i} {self.numeral(0, 8)}))')
        return lines

    def query(self):
        if self.names['Bool'] and self.chance(0.2):
            return '(check-sat-assuming (' + ' '.join(self.pick(b, f'(not {b})') for b in self.names['Bool']) + '))'
        return '(check-sat)'

    def asserts(self, most=4):
        return [f'(assert {self.formula(self.random.choice([0, 0, 0, 1, 1, 2]))})'
                for _ in range(self.random.randint(1, most))]

    def incremental(self, asserts):
        """Asserts, queries, push and pop; `asserts` gives some assertions at each call."""
        lines, level = [], 0
        for _ in range(self.random.randint(2, 5)):
            if self.chance(0.6):
                lines.append('(push 1)')
                level += 1
            lines += asserts() + [self.query()]
            if level and self.chance(0.5):
                count = self.random.randint(1, level)
                lines.append(f'(pop {count})')
                level -= count
                if self.chance(0.4):
                    lines.append('(check-sat)')
        return lines


SMALL = ['(re.range "a" "b")', '(re.union (str.to_re "ab") (str.to_re "ba"))', '(re.range "0" "9")', 're.allchar',
         '(re.union (str.to_re "aa") (str.to_re "b"))']
