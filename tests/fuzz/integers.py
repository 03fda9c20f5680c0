"""Scripts without strings, of QF_LIA and QF_IDL: difference constraints, job shop, equalities of the kind of knapsacks,
pigeonholes with integers, numbers of hundreds of digits, extreme bounds, unbounded problems, and mixtures of everything
linear. `Script` makes small ones for comparing; the functions of the shapes take a size, and families() of them make
the files of a benchmark (bench_files.py)."""
from terms import Terms

WEIGHTS = {'+': 5, '-': 3, '-:1': 1, '*': 5, 'div': 2, 'mod': 2, 'abs': 1, 'ite': 1.5, '+:3': 2, '=:i': 6, '<': 4,
           '<=': 4, '>': 3, '>=': 3,
           '<=:3': 1, 'distinct:i': 3, 'distinct:i3': 1.5, '=:b': 1, 'distinct:b': 0.4, 'divisible': 1, 'xor': 0.5,
           '=>': 0.5, 'and': 0.5,
           'or': 1, 'not': 0.5}


def numeral(n):
    return str(n) if n >= 0 else f'(- {-n})'


def total(parts):
    return parts[0] if len(parts) == 1 else f'(+ {" ".join(parts)})'


def linear(coefficients, names):
    """A sum, without the parts that are 0."""
    parts = [n if c == 1 else f'(* {numeral(c)} {n})' for c, n in zip(coefficients, names) if c]
    return total(parts) if parts else '0'


def script(names, lines, logic='QF_LIA', query='(check-sat)'):
    return '\n'.join([f'(set-logic {logic})'] + [f'(declare-const {n} Int)' for n in names] + lines + [query]) + '\n'


# ---- shapes; r: a random.Random

def differences(r, count, constraints, sat):
    """x - y <= c between `count` variables, dense enough that the answer is not obvious; sat: there is a solution by
    construction; else a negative cycle is hidden among them."""
    names = [f'x{i}' for i in range(count)]
    value = [r.randint(0, 10 * count) for _ in names]
    lines = []
    for _ in range(constraints):
        a, b = r.sample(range(count), 2)
        slack = r.randint(0, 5) if r.random() < 0.7 else r.randint(0, 10 * count)
        lines.append(f'(assert (<= (- {names[a]} {names[b]}) {numeral(value[a] - value[b] + slack)}))')
    if not sat:
        cycle = r.sample(range(count), min(count, r.randint(3, max(3, count // 3))))
        for a, b in zip(cycle, cycle[1:] + cycle[:1]):
            shift = -1 if b == cycle[0] else 0
            lines.append(f'(assert (<= (- {names[a]} {names[b]}) {numeral(value[a] - value[b] + shift)}))')
    r.shuffle(lines)
    return script(names, lines, 'QF_IDL')


def job_shop(r, jobs, machines, end):
    """Each job visits each machine once, in an order of its own; all is done by `end` (a share of the sum of what the
    busiest machine has to do)."""
    names, lines = [], []
    times = [[r.randint(1, 9) for _ in range(machines)] for _ in range(jobs)]
    orders = [r.sample(range(machines), machines) for _ in range(jobs)]
    busiest = max(sum(times[j][m] for j in range(jobs)) for m in range(machines))
    longest = max(sum(times[j]) for j in range(jobs))
    limit = int(max(busiest, longest) * end)
    names = [f's{j}_{m}' for j in range(jobs) for m in range(machines)]
    for j in range(jobs):
        order = orders[j]
        lines.append(f'(assert (>= s{j}_{order[0]} 0))')
        for a, b in zip(order, order[1:]):
            lines.append(f'(assert (>= (- s{j}_{b} s{j}_{a}) {times[j][a]}))')
        lines.append(f'(assert (<= s{j}_{order[-1]} {numeral(limit - times[j][order[-1]])}))')
    for m in range(machines):
        for a in range(jobs):
            for b in range(a + 1, jobs):
                lines.append(f'(assert (or (>= (- s{a}_{m} s{b}_{m}) {times[b][m]}) (>= (- s{b}_{m} s{a}_{m}) {times[a][m]})))')
    return script(names, lines, 'QF_IDL')


def knapsack(r, count, size, equations=1):
    """Equalities with large coefficients between a few variables that are not negative; half of them have a solution by
    construction."""
    names = [f'x{i}' for i in range(count)]
    lines = [f'(assert (>= {n} 0))' for n in names]
    values = [r.randint(0, 6) for _ in names]
    for _ in range(equations):
        c = [r.randint(size // 3, size) * r.choice([1, 1, 1, -1]) for _ in names]
        right = sum(a * b for a, b in zip(c, values)) + r.choice([0, 0, 1, r.randint(-size, size)])
        lines.append(f'(assert (= {linear(c, names)} {numeral(right)}))')
    lines += [f'(assert (<= {n} {r.randint(4, 9)}))' for n in names if r.random() < 0.7]
    return script(names, lines)


def zero_one(r, count, size, equations):
    """Sums of a choice among given numbers; most of them can be reached by construction."""
    names = [f'x{i}' for i in range(count)]
    values = [r.randint(0, 1) for _ in names]
    lines = [f'(assert (<= 0 {n} 1))' for n in names]
    for _ in range(equations):
        c = [r.randint(1, size) for _ in names]
        lines.append(f'(assert (= {linear(c, names)} {sum(a * b for a, b in zip(c, values)) + r.choice([0, 0, 1])}))')
    return script(names, lines)


def difference_choices(r, count, clauses):
    """One of three differences, for each of many triples, in a box."""
    names = [f'x{i}' for i in range(count)]

    def one():
        a, b = r.sample(names, 2)
        return f'(<= (- {a} {b}) {numeral(r.randint(-count // 2, count // 4))})'

    lines = [f'(assert (<= 0 {n} {3 * count}))' for n in names]
    lines += [f'(assert (or {one()} {one()} {one()}))' for _ in range(clauses)]
    return script(names, lines, 'QF_IDL')


def pigeons(r, count, holes, way):
    """`count` integers in 1..holes: pairwise different (way 0), as one distinct (1), or each at least one above another,
    in either direction (2)."""
    names = [f'p{i}' for i in range(count)]
    lines = [f'(assert (<= 1 {n} {holes}))' if r.random() < 0.5 else f'(assert (and (>= {n} 1) (< {n} {holes + 1})))'
             for n in names]
    if way == 1:
        lines.append(f'(assert (distinct {" ".join(names)}))')
    else:
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                lines.append(f'(assert (not (= {a} {b})))' if way == 0
                             else f'(assert (or (<= (+ {a} 1) {b}) (>= {a} (+ 1 {b}))))')
    return script(names, lines)


def big_numbers(r, count, digits):
    """Equations and bounds with numbers of many digits."""
    names = [f'x{i}' for i in range(count)]
    values = [r.randint(-10 ** digits, 10 ** digits) for _ in names]
    lines = []
    for _ in range(count):
        c = [r.randint(-10 ** r.choice([1, digits]), 10 ** r.choice([1, digits])) for _ in names]
        right = sum(a * b for a, b in zip(c, values))
        op, shift = r.choice([('=', 0), ('<=', r.randint(0, 10 ** digits)), ('>=', -r.randint(0, 3)), ('distinct', 1)])
        lines.append(f'(assert ({op} {linear(c, names)} {numeral(right + shift + (r.random() < 0.1))}))')
    if r.random() < 0.5:
        lines.append(f'(assert (= (mod {names[0]} {10 ** (digits // 2) + 1}) {r.randint(0, 10 ** (digits // 2))}))')
    return script(names, lines)


def extremes(r, count):
    """Bounds about the ends of machine words."""
    names = [f'x{i}' for i in range(count)]
    ends = [2 ** 31, 2 ** 32, 2 ** 62, 2 ** 63, 2 ** 64, 2 ** 127, 2 ** 128]
    lines = []
    for _ in range(2 * count):
        c = [r.choice([0, 1, -1, 2, -3, r.choice(ends), -r.choice(ends)]) for _ in names]
        right = r.choice([1, -1]) * r.choice(ends) + r.randint(-2, 2)
        lines.append(f'(assert ({r.choice(["<=", ">=", "<", ">", "=", "distinct"])} {linear(c, names)} {numeral(right)}))')
    return script(names, lines)


def unbounded(r, count):
    """Rays without integers, or with few: parities, and slopes that nearly agree."""
    names = [f'x{i}' for i in range(count)]
    lines = []
    for _ in range(r.randint(1, count)):
        m = r.choice([2, 3, 5, 6, 7, 12])
        c = [m * r.randint(-4, 4) for _ in names]
        right = m * r.randint(-9, 9) + (r.random() < 0.3)
        lines.append(f'(assert (= {linear(c, names)} {numeral(right)}))')
    for _ in range(r.randint(1, count)):
        a, b = r.sample(names, 2)
        p, q = r.randint(2, 40), r.randint(2, 40)
        lines.append(f'(assert (< {numeral(p)} (- (* {p} {a}) (* {q} {b})) {numeral(p + r.randint(1, 8))}))')
    return script(names, lines)


# ---- small ones, for comparing

class Script(Terms):
    unknown_is_trouble = True

    def __init__(self, seed):
        super().__init__(seed, WEIGHTS, sizes=(1, 4, 3))
        self.names['String'] = []
        self.names['Int'] = ['i', 'j', 'k', 'n'][:max(1, len(self.names['Int']))]
        self.large = self.chance(0.15)

    def mixture(self):
        return '\n'.join(self.declare('QF_LIA') + self.bounds() + self.asserts(7) + [self.query()]) + '\n'

    def several(self):
        body = self.bounds() + self.incremental(lambda: self.asserts(4))
        return '\n'.join(self.declare('QF_LIA') + body) + '\n'

    def dense(self):
        """Inequalities with small coefficients in a small box."""
        names = self.names['Int']
        r = self.random
        lines = [f'(assert (<= {numeral(-r.randint(0, 9))} {n} {r.randint(0, 9)}))' for n in names if r.random() < 0.7]
        for _ in range(r.randint(2, 7)):
            c = [r.randint(-7, 7) for _ in names]
            op = self.pick('<=', '>=', '=', '<', 'distinct')
            atom = f'({op} {linear(c, names)} {numeral(r.randint(-20, 20))})'
            other = f'({self.pick("<", "=", ">=")} {linear([r.randint(-5, 5) for _ in names], names)} {numeral(r.randint(-9, 9))})'
            lines.append(f'(assert {atom})' if r.random() < 0.7 else f'(assert (or {atom} {other}))')
        return script(names, lines)

    def text(self):
        r = self.random
        count = r.randint(2, 6)
        shapes = {self.mixture: 30, self.several: 15, self.dense: 20,
                  lambda: differences(r, 2 * count, r.randint(count, 8 * count), r.random() < 0.5): 6,
                  lambda: job_shop(r, r.randint(2, 3), r.randint(1, 3), r.choice([0.9, 1, 1.1, 1.3])): 5,
                  lambda: knapsack(r, count, r.choice([9, 50, 999]), r.randint(1, 2)): 7,
                  lambda: zero_one(r, 2 * count, r.choice([9, 99, 9999]), r.randint(1, 2)): 4,
                  lambda: difference_choices(r, count, r.randint(count, 12 * count)): 4,
                  lambda: pigeons(r, count, count - r.randint(0, 1), r.randint(0, 2)): 4,
                  lambda: big_numbers(r, r.randint(1, 3), r.choice([5, 20, 40, 200])): 5,
                  lambda: extremes(r, r.randint(1, 3)): 5, lambda: unbounded(r, count): 5}
        return self.random.choices(list(shapes), list(shapes.values()))[0]()


class Products(Script):
    """Products of variables, and divisions by terms: what need not be decided, and should not take long then."""
    unknown_is_trouble = False

    def __init__(self, seed):
        super().__init__(seed)
        self.weights.update({'*:x': self.pick(2, 8), 'div:x': self.pick(0, 2, 5), 'mod:x': self.pick(0, 2, 5)})

    def monomial(self):
        names = self.names['Int']
        return self.pick(f'(* {self.pick(*names)} {self.pick(*names)})', f'(* {self.pick(*names)} {self.pick(*names)})',
                         self.pick(*names), f'(* {" ".join(self.random.choices(names, k=3))})',
                         f'({self.pick("div", "mod")} {self.pick(*names)} {self.pick(*names)})')

    def polynomial(self):
        return total([f'(* {self.numeral()} {self.monomial()})' for _ in range(self.random.randint(1, 3))])

    def inequalities(self):
        """Few polynomials between few variables, most of them in a box or at least with a sign."""
        lines = []
        for n in self.names['Int']:
            low, high = self.random.randint(-9, 3), self.random.randint(0, 9)
            lines += self.pick([f'(assert (<= {numeral(low)} {n} {numeral(low + high)}))'] * 3 +
                               [f'(assert (>= {n} {numeral(low)}))', f'(assert (< {n} {high}))'],
                               [f'(assert (<= {numeral(low)} {n} {numeral(low + high)}))'], [f'(assert (> {n} 0))'], [])[:2]
        for _ in range(self.random.randint(1, 4)):
            op = self.pick('<=', '>=', '=', '<', 'distinct')
            right = self.pick(numeral(self.random.randint(-20, 40)), self.polynomial())
            lines.append(f'(assert ({op} {self.polynomial()} {right}))')
        return script(self.names['Int'], lines, 'QF_NIA')

    def text(self):
        return self.random.choice([self.mixture, self.several, self.inequalities, self.inequalities])()
