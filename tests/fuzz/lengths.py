"""Integers and lengths: memberships, equalities between variables and constants, lengths, linear arithmetic, codes,
`ite` of every sort, `distinct`, `div`, `mod`, `abs`, and Boolean terms as arguments. All of it should be decided."""
from terms import Terms

WEIGHTS = {'ite': 2, 'str.len': 12, '+': 4, '-': 3, '-:1': 1, '*': 3, 'div': 1.5, 'mod': 2, 'abs': 1, '+:3': 1,
           'str.to_code': 2, 'str.from_code': 0.7, '=:s': 5, 'distinct:s': 3, '=:s3': 1, 'distinct:s3': 2, '=:i': 6,
           '<': 4, '<=': 4, '>': 3,
           '>=': 3, '<=:3': 1, 'distinct:i': 3, 'distinct:i3': 1.5, '=:b': 1, 'distinct:b': 0.5, 'str.in_re': 8,
           'str.is_digit': 0.7, 'str.<': 1, 'str.<=': 1, 'divisible': 0.7, 'xor': 0.5, '=>': 0.5, 'and': 0.3,
           'or': 0.5, 'not': 0.5}


class Script(Terms):
    unknown_is_trouble = False

    def __init__(self, seed):
        super().__init__(seed, WEIGHTS, sizes=(4, 4, 2))

    def mixture(self):
        return self.bounds() + self.asserts(6) + [self.query()]

    def several(self):
        return self.bounds() + self.incremental(lambda: self.asserts(3))

    def lengths(self):
        """Languages whose lengths are periodic, and equations between the lengths."""
        lines = []
        for x in self.names['String']:
            for _ in range(self.random.randint(1, 2)):
                a, b = self.random.randint(1, 6), self.random.randint(0, 5)
                body = self.pick(f'(re.* ((_ re.^ {a}) {self.pick("re.allchar", self.regex(1))}))', self.regex(2),
                                 f'(re.++ ((_ re.^ {b}) re.allchar) (re.* (re.union ((_ re.^ {a}) (str.to_re "a")) ((_ re.^ {a + 1}) (str.to_re "b")))))',
                                 f'(re.comp (re.* ((_ re.^ {a}) (re.range "a" "c"))))')
                atom = f'(str.in_re {x} {body})'
                lines.append(f'(assert {atom if self.chance(0.8) else f"(not {atom})"})')
        terms = [f'(str.len {x})' for x in self.names['String']] + self.names['Int']
        for _ in range(self.random.randint(1, 4)):
            some = [f'(* {self.numeral(-5, 7)} {self.random.choice(terms)})' for _ in range(self.random.randint(1, 3))]
            lines.append(f'(assert ({self.pick("=", "=", "<=", ">", "distinct")} (+ {self.numeral(-20, 40)} {" ".join(some)}) '
                         f'{self.pick(self.numeral(), self.random.choice(terms))}))')
        return lines + [self.query()]

    def codes(self):
        """Single characters as numbers."""
        lines = []
        xs = self.names['String']
        code = [f'(str.to_code {x})' for x in xs] + [f'(str.to_code (str.at {x} {self.numeral(-1, 3)}))' for x in xs]
        for _ in range(self.random.randint(2, 6)):
            a, b = self.random.choice(code), self.pick(*code,
                                                       self.pick('(- 1)', '0', '48', '57', '97', '98', '65535', '65536',
                                                                 '196607', '196608'),
                             *self.names['Int'])
            x = self.random.choice(xs)
            lines.append('(assert ' + self.pick(
                f'({self.pick("=", "<", "<=", "distinct")} (+ {a} {self.numeral()}) {b})',
                                                f'(= (str.from_code {b}) {x})',
                f'({self.pick("str.<", "str.<=")} {x} {self.pick(*xs, self.word())})',
                                                f'(= (str.len {x}) {self.random.randint(0, 2)})',
                f'(str.in_re {x} {self.regex(1)})', f'(or (str.is_digit {x}) (> {a} 96))',
                f'(= (str.at {x} {self.numeral(-1, 3)}) {self.pick(*xs, self.word())})') + ')')
        return lines + [self.query()]

    def distinct(self):
        """Too many pigeons for the words of a length."""
        xs = ['x', 'y', 'z', 'w'] + [f'v{i}' for i in range(self.random.randint(0, 4))]
        self.names['String'] = xs
        n = self.random.randint(1, 3)
        letters = self.pick('(re.range "a" "b")', '(re.range "0" "2")', '(re.union (str.to_re "a") (str.to_re "bb"))')
        lines = [f'(assert (distinct {" ".join(xs)}))']
        lines += [f'(assert (str.in_re {x} (re.* {letters})))' for x in xs]
        lines += [f'(assert (<= (str.len {x}) {self.pick(str(n), *self.names["Int"])}))' for x in xs]
        lines += [f'(assert (<= {i} {n}))' for i in self.names['Int']]
        return lines + self.asserts(2) + [self.query()]

    def sums(self):
        """Sums of codes, characters from integers, and strings that must differ."""
        xs, ints = self.names['String'], self.names['Int']
        code = [f'(str.to_code {x})' for x in xs] + [f'(str.to_code (str.from_code {i}))' for i in ints]
        lines = []
        for c in code:
            if self.chance(0.7):
                low = self.random.choice([48, 65, 97])
                lines.append(f'(assert (<= {low} {c} {low + self.random.randint(0, 12)}))')
        for _ in range(self.random.randint(1, 4)):
            a, b, x = self.random.choice(code), self.random.choice(code + ints), self.random.choice(xs)
            lines.append('(assert ' + self.pick(
                f'({self.pick("=", "=", "<=", "distinct")} (+ {a} {b}) {self.random.randint(95, 220)})',
                f'(= (- {a} {b}) {self.numeral(-3, 3)})',
                f'(= (* {self.random.randint(2, 3)} {a}) (+ {b} {self.random.randint(50, 150)}))',
                f'(= {x} (str.from_code {self.pick(f"(+ {b} 1)", f"(* 2 {b})", f"(mod {b} 7)", b)}))',
                f'(= (mod {a} {self.random.randint(2, 7)}) {self.random.randint(0, 3)})',
                f'({self.pick("=", "distinct")} {x} {self.pick(*xs)} (str.from_code {b}))',
                f'(str.in_re {x} {self.regex(1)})',
                f'(str.in_re {x} (re.union (re.range "A" "C") (re.range "K" "M") (re.range "0" "4") (str.to_re "bb")))') + ')')
        if self.chance(0.5):
            lines.append(f'(assert (distinct {" ".join(xs)} "B" "C" "0"))')
        return lines + [self.query()]

    def orders(self):
        """Chains and cycles of str.< and str.<= between variables, parts of them and literals."""
        xs = ['x', 'y', 'z', 'w'][:self.random.randint(2, 4)]
        self.names['String'] = xs
        terms = xs + [f'(str.at {x} 0)' for x in xs] + [f'(str.from_code {i})' for i in self.names['Int']]
        lines = []
        for x in xs:
            if self.chance(0.4):
                letters = self.pick('(re.range "a" "b")', '(str.to_re "ab")', 're.allchar')
                lines.append(f'(assert (str.in_re {x} (re.* {letters})))')
        for _ in range(self.random.randint(2, 6)):
            a, b = self.random.choice(xs), self.random.choice(terms + [self.word(), self.word()])
            atom = f'({self.pick("str.<", "str.<", "str.<=")} {self.pick(f"{a} {b}", f"{b} {a}")})'
            lines.append(f'(assert {self.pick(atom, atom, f"(not {atom})", f"(or {atom} (= {a} {b}))", f"(= (str.to_code {a}) {self.random.randint(96, 99)})")})')
        if self.chance(0.4):
            lines.append(f'(assert (distinct {" ".join(xs)}))')
        return lines + [self.query()]

    def pigeons(self):
        """Many strings that must differ, in languages with few words."""
        k, n = self.random.randint(1, 3), self.random.randint(1, 3)
        words = sum(k ** i for i in range(n + 1))
        xs = [f'v{i}' for i in range(min(24, max(2, words + self.random.randint(-2, 1))))]
        self.names = {'String': xs, 'Int': ['i'], 'Bool': []}
        letters = f'(re.range "a" "{chr(96 + k)}")'
        lines = [f'(assert (distinct {" ".join(xs)}))']
        for x in xs:
            lines.append('(assert ' + self.pick(f'(str.in_re {x} ((_ re.loop 0 {n}) {letters}))',
                                                f'(and (str.in_re {x} (re.* {letters})) (<= (str.len {x}) {n}))') + ')')
        if self.chance(0.3):
            lines.append(f'(assert (distinct (str.len {xs[0]}) (str.len {xs[-1]}) i))')
        if self.chance(0.3):
            lines.append(f'(assert (not (str.in_re {xs[0]} (str.to_re "a"))))')
        return lines + [self.query()]

    def periods(self):
        """Several memberships on one string; their lengths in equations with unbounded integers, and huge lengths."""
        xs, lines = self.names['String'], []
        for x in xs:
            for _ in range(self.random.randint(1, 3)):
                a, b = self.random.randint(1, 14), self.random.randint(0, 9)
                word = ''.join(self.random.choice('ab') for _ in range(a))
                atom = f'(str.in_re {x} ' + self.pick(f'(re.* (str.to_re "{word}"))', f'(re.* ((_ re.^ {a}) re.allchar))',
                                                     f'(re.++ ((_ re.^ {b}) re.allchar) (re.* ((_ re.^ {a}) re.allchar)))',
                                                     f'(re.+ (re.union ((_ re.^ {a}) (re.range "a" "b")) ((_ re.^ {b + 2}) (re.range "a" "b"))))') + ')'
                lines.append(f'(assert {atom if self.chance(0.75) else f"(not {atom})"})')
        terms = [f'(str.len {x})' for x in xs] + self.names['Int']
        sizes = [self.random.randint(0, 60), self.random.randint(0, 5000)]
        if self.chance(0.15):
            sizes.append(10 ** self.random.randint(8, 50))
        for _ in range(self.random.randint(1, 3)):
            some = [f'(* {self.random.randint(1, 9)} {self.random.choice(terms)})' for _ in range(self.random.randint(1, 3))]
            total = f'(+ {" ".join(some)})' if len(some) > 1 else some[0]
            size = self.random.choice(sizes)
            lines.append('(assert ' + self.pick(f'(= {total} {size})', f'(= (mod {total} {self.random.randint(2, 30)}) 1)',
                                                f'(> {total} {size})', f'(= {total} (* 2 {self.random.choice(terms)}))') + ')')
        return lines + [self.query()]

    def text(self):
        shapes = {self.mixture: 50, self.several: 15, self.lengths: 15, self.codes: 10, self.distinct: 6, self.sums: 10,
                  self.orders: 8, self.pigeons: 3, self.periods: 8}
        shape = self.random.choices(list(shapes), list(shapes.values()))[0]
        body = shape()
        return '\n'.join(self.declare() + body) + '\n'
