"""Random SMT-LIB scripts of the fragment that is decided: Boolean combinations of string (dis)equalities, memberships
in closed regular expressions, equalities of regular expressions, predicates with one constant side, lengths against
constants, and integer bounds; incremental, with assumptions. Small alphabets make collisions likely. Most scripts mix
everything; the others have one of the shapes at the end of this file. The same seed gives the same script."""
import random

from regexes import Regexes

PIGEONS = ['x', 'y', 'z', 'u', 'v', 'w']


class Script:
    unknown_is_trouble = True

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.strings = ['x', 'y', 'z', '|w w|'][:self.random.randint(1, 4)]
        self.integers = ['n', 'm'][:self.random.randint(0, 2)]
        self.booleans = ['p', 'q', 'r'][:self.random.randint(0, 3)]
        self.constants = ['R', 'S', 'T'][:self.random.choice([0, 0, 0, 1, 2, 3])]
        self.depth = self.random.randint(1, 4)
        self.regexes = Regexes(self.random)
        self.regex, self.literal = self.regexes.make, self.regexes.literal
        self.huge = self.random.random() < 0.1   # numerals of 50 digits
        self.definitions = []                    # of functions: (name, parameter sort or None, result sort)

    def pick(self, *choices):
        return self.random.choice(choices)

    def number(self, low=-2, high=6):
        value = self.random.randint(low, high)
        if self.huge and self.random.random() < 0.4:
            value = self.pick(1, -1) * (10 ** 50 + value)
        elif self.random.random() < 0.02:
            value *= 10 ** self.random.randint(3, 40)
        return str(value) if value >= 0 else f'(- {-value})'

    # ---- atoms

    def ground(self):
        """An operator on constants, to try the evaluation."""
        a, b, n = self.literal(), self.literal(), self.number()
        return self.pick(f'(= (str.++ {a} {b}) {self.literal()})', f'(str.contains {a} {b})',
                         f'(= (str.indexof {a} {b} {n}) {self.number()})',
                         f'(= (str.replace {a} {b} {self.literal()}) {self.literal()})',
                         f'(= (str.substr {a} {n} {self.number()}) {b})',
                         f'(= (str.at {a} {n}) {b})', f'(str.< {a} {b})', f'(= (str.to_int {a}) {n})',
                         f'(= (str.from_int {n}) {b})',
                         f'(= (str.to_code {a}) {self.number(0, 120)})',
                         f'(= (str.replace_all {a} {b} {self.literal()}) {self.literal()})',
                         f'(str.in_re {a} {self.regex(2)})',
                         f'(> (+ (str.len {a}) {n}) (mod {self.number(1, 9)} {self.number(1, 4)}))',
                         f'(= (str.replace_re {a} {self.regex(2)} {b}) {self.literal()})', f'(str.is_digit {a})',
                         f'(= (str.replace_re_all {a} {self.regex(2)} {b}) {self.literal()})',
                         f'(<= {n} (str.len {a}) {self.number()})',
                         f'(= (- {self.number()} {n} 1) (* {self.number()} {self.number()}))',
                         f'((_ divisible {self.random.randint(1, 4)}) {n})', f'(str.<= {a} {b} {self.literal()})')

    def language(self):
        """An atom between regular expressions."""
        alike = self.random.random() < 0.6
        r, s = self.regexes.nearly(self.random.randint(0, 2)) if alike else (self.regex(2), self.regex(2))
        if self.random.random() < 0.2:
            return f'({self.pick("=", "distinct")} {r} {s} {self.regex(1)})'
        return f'({self.pick("=", "=", "=", "distinct")} {r} {s})'

    def predicate(self, x):
        c, d = self.literal(), self.literal()
        return self.pick(f'(str.prefixof {c} {x})', f'(str.prefixof {x} {c})', f'(str.suffixof {c} {x})',
                         f'(str.suffixof {x} {c})',
                         f'(str.contains {x} {c})', f'(str.contains {c} {x})', f'(= (str.at {x} {self.number()}) {c})',
                         f'(str.< {x} {c})', f'(str.< {c} {x})', f'(str.<= {x} {c})', f'(str.<= {c} {x})',
                         f'(str.is_digit {x})',
                         f'(str.<= {c} {x} {d})', f'(str.< {c} {x} {d})', f'(distinct {x} {c} {d})')

    def equality(self):
        if len(self.strings) < 2:
            return f'(= {self.strings[0]} {self.literal()})'
        some = self.random.sample(self.strings, self.random.randint(2, len(self.strings)))
        if self.random.random() < 0.25:
            some.insert(self.random.randint(0, len(some)), self.literal())
        if self.random.random() < 0.25:
            return f'(distinct {" ".join(some)})'
        return f'(= {" ".join(some if self.random.random() < 0.4 else some[:2])})'

    def bound(self):
        n, op = self.random.choice(self.integers), self.pick('<', '<=', '>', '>=', '=')
        return self.pick(f'({op} {n} {self.number()})', f'({op} {self.number()} {n})',
                         f'(distinct {n} {self.number()})',
                         f'({op} {self.number()} {n} {self.number()})', f'(= {n} {self.number()})')

    def atom(self):
        x = self.random.choice(self.strings)
        kind = self.random.random()
        if kind < 0.38:
            return f'(str.in_re {x} {self.regex(self.depth)})'
        if kind < 0.46:
            return f'(= {x} {self.literal()})' if self.random.random() < 0.6 else f'(= {self.literal()} {x})'
        if kind < 0.58:
            return self.equality()
        if kind < 0.7:
            return self.predicate(x)
        if kind < 0.78:
            op = self.pick('<', '<=', '>', '>=', '=')
            return self.pick(f'({op} (str.len {x}) {self.number()})', f'({op} {self.number()} (str.len {x}))',
                             f'(<= {self.number()} (str.len {x}) {self.number()})',
                             f'(distinct (str.len {x}) {self.number()})')
        if kind < 0.88 and self.integers:
            return self.bound()
        if kind < 0.93 and self.booleans:
            return self.random.choice(self.booleans)
        if kind < 0.96 and self.definitions:
            return self.call()
        return self.ground() if self.random.random() < 0.7 else self.language()

    def call(self):
        name, parameter = self.random.choice(self.definitions)
        if parameter is None:
            return name
        return f'({name} {self.random.choice(self.strings) if parameter == "String" else self.formula(1)})'

    # ---- formulas

    def formula(self, depth):
        if depth <= 0 or self.random.random() < 0.3:
            return self.atom() if self.random.random() < 0.7 else f'(not {self.atom()})'
        f = self.formula
        kind = self.random.randint(0, 10)
        if kind <= 2:
            return '(or ' + ' '.join(f(depth - 1) for _ in range(self.random.randint(2, 4))) + ')'
        if kind <= 4:
            return '(and ' + ' '.join(f(depth - 1) for _ in range(self.random.randint(2, 4))) + ')'
        if kind == 5:
            return self.negation(depth)
        if kind == 6:
            return f'({self.pick("=>", "xor", "=", "distinct")} {f(depth - 1)} {f(depth - 1)})'
        if kind == 7:
            return f'({self.pick("=>", "xor", "=")} {f(depth - 1)} {f(depth - 2)} {f(depth - 2)})'
        return self.pick(f'(ite {f(depth - 1)} {f(depth - 1)} {f(depth - 1)})',
                         f'(let ((l {f(depth - 1)})) (or (not l) {f(depth - 2)}))',
                         f'(let ((l {f(depth - 1)}) (k {f(depth - 2)})) (xor l k (and k l)))')

    def negation(self, depth):
        inner = self.formula(depth - 1)
        return f'(not (not {inner}))' if self.random.random() < 0.2 else f'(not {inner})'

    def deep(self, depth):
        """A formula that is nested deeply, but not wide."""
        text = self.atom()
        for _ in range(depth):
            text = self.pick(f'(not {text})', f'(and {text} {self.atom()})', f'(or {text} {self.atom()})',
                             f'(=> {self.atom()} {text})',
                             f'(xor {text} {self.atom()})', f'(ite {self.atom()} {text} {self.atom()})',
                             f'(= {text} {self.atom()})')
        return text

    # ---- scripts

    def declare(self, strings=None):
        self.strings = strings or self.strings
        lines = [self.pick('(set-logic QF_SLIA)', '(set-logic QF_SLIA)', '(set-logic ALL)')]
        for names, sort in ((self.strings, 'String'), (self.integers, 'Int'), (self.booleans, 'Bool'),
                            (self.constants, 'RegLan')):
            lines += [f'(declare-const {name} {sort})' for name in names]
        for name in self.constants:  # each is defined by those before it
            r = self.regex(self.depth)
            lines.append(f'(assert (= {name} {r}))' if self.random.random() < 0.7 else f'(assert (= {r} {name}))')
            self.regexes.languages.append(name)
        if self.random.random() < 0.2:
            strings, self.strings = self.strings, ['t']
            lines.append(f'(define-fun holds ((t String)) Bool {self.formula(1)})')
            self.strings = strings
            lines.append(f'(define-fun flag () Bool {self.formula(1)})')
            lines.append(f'(define-fun same ((b Bool)) Bool (= b {self.formula(0)}))')
            self.definitions = [('holds', 'String'), ('flag', None), ('same', 'Bool')]
        return lines

    def query(self):
        if self.random.random() < 0.2 and self.booleans:
            return '(check-sat-assuming (' + ' '.join(self.pick(b, f'(not {b})') for b in self.booleans) + '))'
        return '(check-sat)'

    def mixture(self):
        lines = self.declare()
        level = 0
        for _ in range(self.random.randint(1, 4)):
            for _ in range(self.random.randint(1, 4)):
                depth = self.random.choice([0, 0, 1, 2, 3])
                lines.append(f'(assert {self.negation(depth) if self.random.random() < 0.15 else self.formula(depth)})')
            lines.append(self.query())
            move = self.random.random()
            if move < 0.3:
                count = self.pick(1, 1, 2)
                lines.append(f'(push {count})')
                level += count
            elif move < 0.5 and level:
                count = self.random.randint(1, level)
                lines.append(f'(pop {count})')
                level -= count
        return lines

    def memberships(self):
        """Many memberships on one variable or two equal ones."""
        lines = self.declare(['x', 'y'])
        lines.append(self.pick('(assert (= x y))', '(assert (=> (str.in_re x re.all) (= y x)))',
                               '(assert (not (= y x)))'))
        for _ in range(self.random.randint(3, 9)):
            atom = f'(str.in_re {self.pick("x", "x", "y")} {self.regex(self.depth)})'
            lines.append(f'(assert {atom if self.random.random() < 0.6 else f"(not {atom})"})')
            if self.random.random() < 0.2:
                lines.append('(check-sat)')
        return lines + ['(check-sat)']

    def pigeonhole(self):
        """Variables that differ, in finite languages."""
        pigeons = PIGEONS[:self.random.randint(2, 6)]
        lines = self.declare(pigeons)
        holes = self.random.sample(['"a"', '"b"', '"ab"', '""', '"\\u{2ffff}"', '"00"'], self.random.randint(1, 5))
        finite = self.pick('(re.union ' + ' '.join(f'(str.to_re {h})' for h in holes) + ' re.none)',
                           '((_ re.loop 0 2) (re.range "a" "b"))',
                           '(re.opt (re.range "a" "c"))',
                           '(re.inter ((_ re.^ 2) (re.range "0" "9")) (re.++ re.all (re.range "3" "5")))')
        if len(pigeons) > 4 or self.random.random() < 0.5:
            lines.append('(assert (distinct ' + ' '.join(pigeons) + '))')
        else:
            lines += [f'(assert (not (= {a} {b})))' for a, b in zip(pigeons, pigeons[1:] + pigeons[:1]) if a != b]
        for name in pigeons:
            lines.append(f'(assert (str.in_re {name} {finite}))' if self.random.random() < 0.9
                         else f'(assert {self.formula(1)})')
        return lines + [f'(assert {self.formula(1)})', '(check-sat)', '(push 1)', f'(assert {self.equality()})',
                        '(check-sat)', '(pop 1)', self.query()]

    def spellings(self):
        """One language written in two ways."""
        lines = self.declare()
        x = self.strings[0]
        for _ in range(self.random.randint(1, 2)):
            r, s = self.regexes.nearly(self.random.randint(1, 3))
            way = self.random.randint(0, 3)
            if way == 0:
                lines += [f'(assert (str.in_re {x} {r}))', f'(assert (not (str.in_re {x} {s})))']
            elif way == 1:
                lines.append(f'(assert (distinct {r} {s}))')
            elif way == 2:
                lines.append(f'(assert (= {r} {s}))')
            else:
                lines.append(f'(assert (xor (str.in_re {x} {r}) (str.in_re {x} {s}) {self.atom()}))')
            lines.append('(check-sat)')
        return lines

    def nested(self):
        lines = self.declare()
        lines += [f'(assert {self.deep(self.random.choice([20, 60, 200]))})' for _ in range(self.random.randint(1, 2))]
        return lines + ['(check-sat)', f'(assert {self.formula(2)})', self.query()]

    def clauses(self):
        """Clauses over few atoms, asserted and taken back in turns: for the search."""
        lines = self.declare(PIGEONS[:self.random.randint(2, 4)])
        self.depth = min(self.depth, 2)
        atoms = [self.atom() for _ in range(self.random.randint(6, 14))]

        def literal():
            atom = self.random.choice(atoms)
            return atom if self.random.random() < 0.5 else f'(not {atom})'

        level = 0
        for _ in range(self.random.randint(2, 8)):
            lines += [f'(assert (or {literal()} {literal()} {literal()}))' for _ in range(self.random.randint(3, 12))]
            lines.append(self.query())
            if level and self.random.random() < 0.5:
                lines.append('(pop 1)')
                level -= 1
            elif self.random.random() < 0.6:
                lines.append('(push 1)')
                level += 1
        return lines

    def text(self):
        shapes = {self.mixture: 50, self.memberships: 12, self.pigeonhole: 8, self.spellings: 12, self.nested: 6,
                  self.clauses: 12}
        shape = self.random.choices(list(shapes), list(shapes.values()))[0]
        return '\n'.join(shape()) + '\n'
