"""Is there a model? A plain decision procedure for what the tests generate, independent of the library: it says whether
formulas have a model, or that it does not know.

Boolean structure by splitting on atoms with three-valued evaluation (Davis, Logemann and Loveland without learning);
strings by merging equal ones and intersecting the languages of what is said of one variable (language.py); integers by
intervals. A model that it finds is evaluated by ../signature/reference.py before it is handed out; where it meets an
atom that it does not understand, it does not refute."""
import itertools
import time

import language
from reference import FALSE, OPERATORS, TRUE, Const, NoValue, REGEX_FUNCTIONS

CONNECTIVES = {'not', 'and', 'or', 'xor', '=>', 'ite', '=', 'distinct'}
UNKNOWN = 'unknown'
FLIP = {'<': '>', '>': '<', '<=': '>=', '>=': '<='}


class Unknown(Exception):
    pass


def sort_of(t):
    if isinstance(t, Const):
        return t.sort
    if isinstance(t, str):
        return 'String'
    if isinstance(t, int):
        return 'Int'
    if t[0] == 'ite':
        return sort_of(t[2])
    if t[0] in ('+', '-', '*', 'div', 'mod', 'abs', 'str.len', 'str.indexof', 'str.to_code', 'str.to_int'):
        return 'Int'
    if t[0] in ('str.++', 'str.at', 'str.substr', 'str.from_code', 'str.from_int') or t[0].startswith('str.replace'):
        return 'String'
    return 'RegLan' if t[0].startswith('re.') or t[0] == 'str.to_re' else 'Bool'


class Evaluator:
    """Values of terms under an assignment of constants; equal languages are equal values."""

    def __init__(self, languages, values):
        self.languages, self.values, self.memo = languages, values, {}

    def value(self, t):
        if isinstance(t, (int, str)):
            return t
        if isinstance(t, Const):
            return self.values[t]
        if id(t) not in self.memo:
            self.memo[id(t)] = (self.compute(t), t)
        return self.memo[id(t)][0]

    def compute(self, t):
        if t[0] == 'ite':
            return self.value(t[2] if self.value(t[1]) == TRUE else t[3])
        args = [self.value(a) for a in t[1:]]
        if t[0] in ('=', 'distinct') and sort_of(t[1]) == 'RegLan':
            same = self.languages.same(self.languages.term(args[0]), self.languages.term(args[1]))
            return TRUE if same == (t[0] == '=') else FALSE
        if t[0] in REGEX_FUNCTIONS:
            return REGEX_FUNCTIONS[t[0]](lambda u: u, *args)
        if t[0].startswith('re.') or t[0] == 'str.to_re':
            return (t[0], *args)
        return OPERATORS[t[0]](*args)


def constants_of(terms):
    found, seen, todo = {}, set(), list(terms)
    while todo:
        t = todo.pop()
        if isinstance(t, Const):
            found[t] = None
        elif isinstance(t, tuple) and id(t) not in seen:
            seen.add(id(t))
            todo += t[1:]
    return sorted(found)


def is_connective(t):
    if isinstance(t, Const) or not isinstance(t, tuple) or t[0] not in CONNECTIVES or sort_of(t) != 'Bool':
        return False
    return t[0] not in ('=', 'distinct') or sort_of(t[1]) == 'Bool'


def atoms_of(formulas):
    found, seen, todo = [], set(), list(reversed(formulas))
    while todo:
        t = todo.pop()
        if id(t) in seen or t in (TRUE, FALSE):
            continue
        seen.add(id(t))
        if is_connective(t):
            todo += reversed(t[1:])
        else:
            found.append(t)
    return found


class Decider:
    def __init__(self, terms, languages=None, seconds=5):
        self.terms, self.languages, self.seconds = terms, languages or language.Languages(), seconds
        self.ground = {}

    def model(self, formulas):
        """A model of the formulas as a dictionary, None if there is none, or UNKNOWN."""
        self.deadline = self.languages.deadline = time.monotonic() + self.seconds
        try:
            formulas = self.without_definitions(list(formulas))
            self.formulas, self.atoms = formulas, atoms_of(formulas)
            self.open = False
            found = self.search({}, 0)
        except (Unknown, language.Gave_up, NoValue, KeyError, RecursionError):
            return UNKNOWN
        return found if found is not None or not self.open else UNKNOWN

    def contradict(self, formulas):
        """Do the formulas contradict each other whatever their parts mean? Only the outermost connective of each is
        looked at."""
        parts = {}
        for f in formulas:
            while is_connective(f) and f[0] == 'not':
                f = f[1]
            for part in f[1:] if is_connective(f) else (f,):
                while is_connective(part) and part[0] == 'not':
                    part = part[1]
                parts[id(part)] = part
        def search(assigned, left):
            memo = {}
            truths = [self.truth(f, assigned, memo) for f in formulas]
            if False in truths or not left:
                return False not in truths
            return any(search({**assigned, id(left[0]): (left[0], value)}, left[1:]) for value in (True, False))

        return len(parts) < 300 and not search({}, list(parts.values()))

    # ---- definitions of regular expressions

    def without_definitions(self, formulas):
        """Puts in the definitions of constants of sort RegLan that an asserted equality defines."""
        todo, plain = list(formulas), []
        while todo:
            t = todo.pop()
            if isinstance(t, tuple) and t[0] == 'and':
                todo += t[1:]
            else:
                plain.append(t)
        self.definitions, self.replaced = {}, {}
        for t in reversed(plain):
            if isinstance(t, tuple) and t[0] == '=' and sort_of(t[1]) == 'RegLan':
                for a, b in ((t[1], t[2]), (t[2], t[1])):
                    b = self.replace(b)
                    if isinstance(a, Const) and a not in self.definitions and a not in constants_of([b]):
                        self.definitions[a] = b
                        self.replaced = {}
                        self.definitions = {c: self.replace(d) for c, d in self.definitions.items()}
                        self.replaced = {}
                        break
        return [self.replace(t) for t in formulas]

    def replace(self, t):
        if isinstance(t, Const):
            return self.definitions.get(t, t)
        if not isinstance(t, tuple):
            return t
        if id(t) not in self.replaced:
            self.replaced[id(t)] = (self.terms.make(t[0], *map(self.replace, t[1:])), t)
        return self.replaced[id(t)][0]

    # ---- Boolean structure

    def truth(self, t, assigned, memo):
        """True, False, or None if it is open under a partial assignment of atoms."""
        if t in (TRUE, FALSE):
            return t == TRUE
        if id(t) in assigned:
            return assigned[id(t)][1]
        if not is_connective(t):
            return None
        if id(t) not in memo:
            memo[id(t)] = self.connective(t[0], [self.truth(a, assigned, memo) for a in t[1:]])
        return memo[id(t)]

    @staticmethod
    def connective(op, a):
        if op == 'not':
            return None if a[0] is None else not a[0]
        if op == '=>':
            op, a = 'or', [None if b is None else not b for b in a[:-1]] + a[-1:]
        if op in ('and', 'or'):
            zero = op == 'or'
            return zero if zero in a else None if None in a else not zero
        if op == 'ite':
            return a[1] if a[0] is True or a[1] == a[2] else a[2] if a[0] is False else None
        if None in a:
            return None
        return (a[0] == a[1]) if op == '=' else sum(a) % 2 == 1

    def search(self, assigned, at):
        if time.monotonic() > self.deadline:
            raise Unknown
        memo = {}
        truths = [self.truth(f, assigned, memo) for f in self.formulas]
        if False in truths:
            return None
        model = self.theory([v for v in assigned.values()])
        if model is None:
            return None
        if None not in truths:
            self.open = self.open or model == UNKNOWN
            return model if model != UNKNOWN else None
        while id(self.atoms[at]) in assigned:
            at += 1
        atom = self.atoms[at]
        for value in self.values_of(atom):
            found = self.search({**assigned, id(atom): (atom, value)}, at + 1)
            if found is not None:
                return found
        return None

    def values_of(self, atom):
        if constants_of([atom]):
            return (True, False)
        if id(atom) not in self.ground:
            self.ground[id(atom)] = (Evaluator(self.languages, {}).value(atom) == TRUE, atom)
        return (self.ground[id(atom)][0],)

    # ---- theories

    def theory(self, literals):
        """A model of the literals, None if there is none, or UNKNOWN."""
        literals = [(a, v) for a, v in literals if constants_of([a])]
        values = {a: TRUE if v else FALSE for a, v in literals if isinstance(a, Const)}
        literals = [(a, v) for a, v in literals if not isinstance(a, Const)]
        if not self.integers(literals, values) or not self.strings(literals, values):
            return None
        for c in constants_of(self.formulas) + list(self.definitions):
            if c not in values:
                values[c] = {'Bool': FALSE, 'Int': 0, 'String': '', 'RegLan': ('re.none',)}[c.sort]
        for c, d in self.definitions.items():
            values[c] = Evaluator(self.languages, values).value(d)
        evaluator = Evaluator(self.languages, values)
        if any((evaluator.value(a) == TRUE) != v for a, v in literals):
            return UNKNOWN  # an atom that is not understood
        return values

    def integers(self, literals, values):
        bounds = {}
        for atom, value in literals:
            bound = self.bound(atom)
            if bound is None or not isinstance(bound[1], Const):
                continue
            op, n, c = bound
            bounds.setdefault(n, []).append((op, c, value))
        for n, list_of in bounds.items():
            near = sorted({c + d for _, c, _ in list_of for d in (-1, 0, 1)}, key=abs)
            ok = [k for k in near if all(self.compare(op, k, c) == v for op, c, v in list_of)]
            if not ok:
                return False
            values[n] = ok[0]
        return True

    @staticmethod
    def compare(op, a, b):
        return {'<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b, '=': a == b, 'distinct': a != b}[op]

    @staticmethod
    def bound(atom):
        """(op, t, c) for an atom that compares an integer term with a literal."""
        if atom[0] not in ('<', '<=', '>', '>=', '=', 'distinct') or sort_of(atom[1]) != 'Int':
            return None
        for op, a, b in ((atom[0], atom[1], atom[2]), (FLIP.get(atom[0], atom[0]), atom[2], atom[1])):
            if isinstance(b, int) and not isinstance(a, int):
                return op, a, b
        return None

    def said(self, atom):
        """(variable, language) for an atom about one variable of sort String; None for another."""
        g = self.languages
        op, *args = atom
        bound = self.bound(atom)
        if bound is not None and bound[1][0] == 'str.len' and isinstance(bound[1][1], Const):
            op, (_, x), c = bound
            low, high = {'<': (0, c - 1), '<=': (0, c), '>': (c + 1, None), '>=': (c, None), '=': (c, c),
                         'distinct': (c, c)}[op]
            found = g.lengths(low, high) if op not in ('=', 'distinct') or c >= 0 else g.none
            return x, g.complement(found) if op == 'distinct' else found
        if op == 'str.in_re' and isinstance(args[0], Const):
            return args[0], g.term(args[1])
        if op in ('=', 'distinct'):
            return self.equality(op, args)
        if op == 'str.is_digit' and isinstance(args[0], Const):
            return args[0], g.node('set', ((48, 57),))
        if len(args) != 2 or not any(isinstance(a, str) for a in args) or not any(isinstance(a, Const) for a in args):
            return None
        return self.relation(op, *args)

    def equality(self, op, args):
        g = self.languages
        for a, b in (args, args[::-1]):
            if not isinstance(b, str):
                continue
            if isinstance(a, Const):
                found = g.word(b)
            elif isinstance(a, tuple) and a[0] == 'str.at' and isinstance(a[1], Const) and isinstance(a[2], int):
                found = self.at(a[2], b)
                a = a[1]
            else:
                continue
            return a, g.complement(found) if op == 'distinct' else found
        return None

    def at(self, i, w):
        g = self.languages
        short = g.lengths(0, i) if i >= 0 else g.all
        if w == '':
            return short
        return g.none if i < 0 or len(w) != 1 else g.cat(g.lengths(i, i), g.cat(g.word(w), g.all))

    def relation(self, op, a, b):
        """x is on one side, a word on the other."""
        g = self.languages
        x, w, first = (a, b, True) if isinstance(a, Const) else (b, a, False)
        word = g.word(w)
        parts = {'str.prefixof': lambda: [w[:i] for i in range(len(w) + 1)],
                 'str.suffixof': lambda: [w[i:] for i in range(len(w) + 1)],
                 'str.contains': lambda: {w[i:j] for i in range(len(w) + 1) for j in range(i, len(w) + 1)}}
        if op == 'str.prefixof' and not first:
            return x, g.cat(word, g.all)
        if op == 'str.suffixof' and not first:
            return x, g.cat(g.all, word)
        if op == 'str.contains' and first:
            return x, g.cat(g.all, g.cat(word, g.all))
        if op in parts:
            return x, g.union(*map(g.word, parts[op]()))
        if op in ('str.<', 'str.<='):
            less = self.less(w)
            if first:
                return x, less if op == 'str.<' else g.union(less, word)
            return x, g.complement(g.union(less, word) if op == 'str.<' else less)
        return None

    def less(self, w):
        """The words before w in the order of the theory."""
        g = self.languages
        parts = [g.word(w[:i]) for i in range(len(w))]
        smaller = [(w[:i], g.node('set', ((0, ord(c) - 1),))) for i, c in enumerate(w) if ord(c) > 0]
        parts += [g.cat(g.word(same), g.cat(characters, g.all)) for same, characters in smaller]
        return g.union(*parts)

    def strings(self, literals, values):
        root, differ = {}, []

        def find(x):
            while root.get(x, x) != x:
                x = root[x]
            return x

        about = []
        for atom, value in literals:
            said = self.said(atom)
            if said is not None:
                about.append((said[0], said[1] if value else self.languages.complement(said[1])))
            elif atom[0] in ('=', 'distinct') and all(isinstance(a, Const) and a.sort == 'String' for a in atom[1:]):
                if value == (atom[0] == '='):
                    root[find(atom[1])] = find(atom[2])
                else:
                    differ.append(atom[1:])
        languages = {}
        for x, said in about:
            languages[find(x)] = self.languages.inter(languages.get(find(x), self.languages.all), said)
        pairs = {(find(a), find(b)) for a, b in differ}
        if any(a == b for a, b in pairs) or any(self.languages.empty(l) for l in languages.values()):
            return False
        names = sorted({find(x) for pair in pairs for x in pair} | set(languages) | {find(x) for x in list(root)})
        words = {x: self.languages.words(languages.get(x, self.languages.all),
                                         1 + sum(x in pair for pair in pairs)) for x in names}
        return self.choose(names, words, pairs, root, find, values)

    def choose(self, names, words, pairs, root, find, values):
        """Different words for classes that differ, fewest words first. A class with more words than neighbours never
        fails, so the words given are enough."""
        names.sort(key=lambda x: len(words[x]))
        chosen = {}

        def place(i):
            if time.monotonic() > self.deadline:
                raise Unknown
            if i == len(names):
                return True
            x = names[i]
            for w in words[x]:
                if all(chosen.get(b if a == x else a) != w for a, b in pairs if x in (a, b)):
                    chosen[x] = w
                    if place(i + 1):
                        return True
                    del chosen[x]
            return False

        if not place(0):
            return False
        for x in set(names) | set(root):
            values[x] = chosen[find(x)]
        return True


def brute_force(languages, formulas, words, integers, most=20000):
    """A model of the formulas whose strings are of `words` and whose integers are of `integers`, or None: plain
    enumeration."""
    constants = constants_of(formulas)
    some = [('re.none',), ('re.all',), ('str.to_re', 'a')]
    ranges = [{'Bool': [TRUE, FALSE], 'Int': integers, 'String': words, 'RegLan': some}[c.sort] for c in constants]
    for values in itertools.islice(itertools.product(*ranges), most):
        evaluator = Evaluator(languages, dict(zip(constants, values)))
        try:
            if all(evaluator.value(f) == TRUE for f in formulas):
                return evaluator.values
        except NoValue:
            continue
    return None
