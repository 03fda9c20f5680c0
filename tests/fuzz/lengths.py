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

    def text(self):
        shapes = {self.mixture: 50, self.several: 15, self.lengths: 15, self.codes: 10, self.distinct: 6}
        shape = self.random.choices(list(shapes), list(shapes.values()))[0]
        body = shape()
        return '\n'.join(self.declare() + body) + '\n'
