"""Whole scripts of the theory: all operators, nested, over a small alphabet; incremental scripts; and, as seeds, shapes
that solvers are known to get wrong."""
from terms import Terms

WEIGHTS = {'str.++': 8, 'str.++:3': 3, 'str.at': 3, 'str.substr': 4, 'str.replace': 4, 'str.replace_all': 2.5,
           'str.replace_re': 1,
           'str.replace_re_all': 1, 'str.from_int': 1.5, 'str.from_code': 0.7, 'ite': 1, 'str.len': 6, '+': 2, '-': 2,
           '-:1': 0.5, '*': 1,
           'div': 0.5, 'mod': 0.5, 'abs': 0.4, 'str.indexof': 4, 'str.to_int': 2, 'str.to_code': 1, '+:3': 0.3,
           '*:x': 0.1, '=:s': 10,
           'distinct:s': 5, '=:s3': 1, 'distinct:s3': 1, '=:i': 4, '<': 2, '<=': 2, '>': 2, '>=': 2, 'distinct:i': 2,
           'str.in_re': 6,
           'str.prefixof': 3, 'str.suffixof': 3, 'str.contains': 4, 'str.<': 1.5, 'str.<=': 1.5, 'str.is_digit': 0.7,
           '=:b': 0.5,
           'xor': 0.3, '=>': 0.3, 'and': 0.3, 'or': 0.4, 'not': 0.6}


class Script(Terms):
    unknown_is_trouble = False

    def __init__(self, seed):
        super().__init__(seed, WEIGHTS, sizes=(4, 2, 2))
        if self.chance(0.15):
            self.regexes.empty = True

    # ---- mixtures

    def mixture(self):
        return self.bounds() + self.asserts(4) + [self.query()]

    def several(self):
        return self.bounds() + self.incremental(lambda: self.asserts(2))

    def word_term(self, most=4):
        """Variables and words in a row."""
        parts = [self.random.choice(self.names['String']) if self.chance(0.65) else self.word()
                 for _ in range(self.random.randint(1, most))]
        return parts[0] if len(parts) == 1 else f'(str.++ {" ".join(parts)})'

    # ---- shapes

    def equations(self):
        """Word equations in which variables occur more than once, and disequalities."""
        lines = []
        for _ in range(self.random.randint(1, 3)):
            atom = f'(= {self.word_term()} {self.word_term()})'
            lines.append(f'(assert {atom if self.chance(0.75) else f"(not {atom})"})')
        if self.chance(0.5):
            lines.append(f'(assert (not (= {self.word_term(2)} {self.word_term(2)})))')
        if self.chance(0.5):
            x = self.random.choice(self.names['String'])
            lines.append(f'(assert (str.in_re {self.pick(x, self.word_term(2))} {self.regex(3)}))')
        return lines + self.bounds() + [self.query()]

    def commuting(self):
        """x·u = v·x and kin: loops."""
        x, y = self.names['String'][0], self.names['String'][-1]
        u, v = self.word(), self.word()
        lines = ['(assert ' + self.pick(f'(= (str.++ {x} {u}) (str.++ {v} {x}))',
                                        f'(= (str.++ {x} {u} {y}) (str.++ {y} {v} {x}))',
                                        f'(= (str.++ {x} {y}) (str.++ {y} {x}))',
                                        f'(= (str.++ {x} {x} {u}) (str.++ {y} {y} {v}))',
                                        f'(= (str.++ {u} {x} {x}) (str.++ {x} {v} {x}))') + ')']
        lines.append(f'(assert ({self.pick(">", ">=", "=")} (str.len {x}) {self.random.randint(0, 4)}))')
        return lines + self.asserts(2) + [self.query()]

    def languages(self):
        """re.comp and re.diff under star, on concatenations."""
        star = self.pick(f'(re.* (re.comp {self.regex(1)}))', f'(re.* (re.diff {self.regex(1)} {self.regex(1)}))',
                         f'(re.+ (re.inter (re.comp {self.regex(1)}) {self.regex(1)}))',
                         f'(re.comp (re.* (re.comp {self.regex(1)})))',
                         f'(re.++ (re.comp {self.regex(1)}) {self.regex(1)} (re.comp {self.regex(1)}))')
        atom = f'(str.in_re {self.word_term(3)} {star})'
        return [f'(assert {atom if self.chance(0.6) else f"(not {atom})"})'] + self.bounds() + self.asserts(2) + [self.query()]

    def replacing(self):
        """Overlapping and empty patterns."""
        x, y = self.names['String'][0], self.names['String'][-1]
        s, t = self.pick(x, self.word(), self.word_term(2)), self.pick('"aa"', '"aba"', '""', '"a"', '"ab"', y)
        u = self.pick('""', '"a"', '"ab"', '"aa"', y, self.word())
        which = self.pick('str.replace', 'str.replace_all', 'str.replace_all')
        term = f'({which} {s} {t} {u})'
        if self.chance(0.3):
            term = f'({self.pick("str.replace", "str.replace_all")} {term} {self.pick(u, self.word())} {self.pick(t, self.word())})'
        if self.chance(0.25):
            term = f'({self.pick("str.replace_re", "str.replace_re_all")} {s} {self.regex(1)} {u})'
        atom = self.pick(f'(= {term} {self.pick(x, y, self.word(), self.word_term(2))})',
                         f'(str.contains {term} {self.pick(t, u)})',
                         f'(< (str.len {term}) (str.len {x}))',
                         f'(= (str.indexof {term} {t} {self.numeral(-1, 3)}) {self.numeral(-1, 3)})')
        return [f'(assert {atom if self.chance(0.7) else f"(not {atom})"})'] + self.bounds() + self.asserts(1) + [self.query()]

    def numbers(self):
        """str.from_int and str.to_int, there and back."""
        x = self.random.choice(self.names['String'])
        i = self.random.choice(self.names['Int'] or ['(str.len ' + x + ')'])
        atoms = [f'(= (str.from_int (str.to_int {x})) {self.pick(x, self.word())})',
                 f'(distinct (str.from_int (str.to_int {x})) {x})',
                 f'(= (str.to_int (str.from_int {i})) {self.pick(i, self.numeral())})',
                 f'(= {x} (str.++ "0" (str.from_int {i})))',
                 f'(= (str.to_int {x}) {self.pick(i, f"(+ {i} 1)", self.numeral(0, 120))})',
                 f'(= (str.len (str.from_int {i})) {self.random.randint(0, 3)})',
                 f'(str.in_re (str.from_int {i}) {self.regex(2)})',
                 f'(= (str.to_int (str.substr {x} {self.numeral(-1, 2)} 2)) {self.numeral(-1, 12)})',
                 f'(= (str.to_int (str.++ {x} {self.word()})) {self.pick(i, self.numeral(0, 999))})',
                 f'(= (str.from_code (str.to_code {x})) {x})']
        lines = [f'(assert {a if self.chance(0.75) else f"(not {a})"})'
                 for a in self.random.sample(atoms, self.random.randint(1, 3))]
        return lines + self.bounds() + [self.query()]

    def positions(self):
        """Negative, too large and just fitting positions."""
        x = self.random.choice(self.names['String'])
        n = [self.numeral(-2, 4), f'(str.len {x})', f'(- (str.len {x}) 1)', f'(+ (str.len {x}) 1)'] + self.names['Int']
        t = self.pick('""', self.word(), self.random.choice(self.names['String']))
        atoms = [f'(= (str.substr {x} {self.pick(*n)} {self.pick(*n)}) {t})', f'(= (str.at {x} {self.pick(*n)}) {t})',
                 f'(= (str.indexof {x} {t} {self.pick(*n)}) {self.pick(*n)})',
                 f'(= (str.len (str.substr {x} {self.pick(*n)} {self.pick(*n)})) {self.pick(*n)})',
                 f'(str.contains (str.substr {x} {self.pick(*n)} {self.pick(*n)}) {t})',
                 f'(distinct (str.indexof {x} {t} {self.pick(*n)}) (str.indexof {x} {t} 0))',
                 f'(= (str.++ (str.substr {x} 0 {self.pick(*n)}) {t}) {x})',
                 f'(< (str.indexof {x} {t} {self.pick(*n)}) {self.pick(*n)})']
        lines = [f'(assert {a if self.chance(0.75) else f"(not {a})"})'
                 for a in self.random.sample(atoms, self.random.randint(2, 3))]
        return lines + self.bounds() + [self.query()]

    def nothing(self):
        """re.none in every place."""
        self.regexes.empty = True
        x = self.random.choice(self.names['String'])
        atoms = [f'(str.in_re {self.word_term(2)} {self.regex(3)})' for _ in range(2)]
        atoms += [f'(= (str.replace_re {x} {self.regex(1)} {self.word()}) {self.word_term(2)})',
                  f'(= (str.replace_re_all {x} {self.regex(1)} {self.word()}) {self.word_term(2)})']
        lines = [f'(assert {a if self.chance(0.6) else f"(not {a})"})'
                 for a in self.random.sample(atoms, self.random.randint(1, 3))]
        return lines + self.asserts(2) + [self.query()]

    def text(self):
        shapes = {self.mixture: 34, self.several: 14, self.equations: 14, self.commuting: 5, self.languages: 7,
                  self.replacing: 9,
                  self.numbers: 7, self.positions: 8, self.nothing: 4}
        shape = self.random.choices(list(shapes), list(shapes.values()))[0]
        body = shape()
        return '\n'.join(self.declare() + body) + '\n'
