"""Does a proof show what it claims? Reads the text form of an LRAT(T) proof as proofs/FORMAT.md, section 3, says, but
looks at the meaning of a lemma in place of its derivation: each lemma must be a valid clause by a decision procedure
(decide.py) that knows nothing of rules. So a proof that the checker accepts although one of its lines was changed can
be shown to be still valid, or to be a fault of a rule or of the checker."""
import re
import subprocess
import tempfile

import decide
import language
from problem import text_of
from reference import Const

RECORD = re.compile(r'k \d+ \|[^|]*\| \w+\n|[^\n]*\n')


class Wrong(Exception):
    """The proof breaks a rule of the format, or does not belong to the problem."""


class Refuted(Wrong):
    """A lemma has a counterexample."""


def need(condition, why):
    if not condition:
        raise Wrong(why)


def records(text):
    """The lines of a proof, those of names in bars joined; without comments and empty lines."""
    lines = [m.group()[:-1] for m in RECORD.finditer(text)]
    return [line for line in lines if line and not line.startswith('c ')]


def spell(t):
    """A term as SMT-LIB text, for a peer."""
    if isinstance(t, int):
        return str(t) if t >= 0 else f'(- {-t})'
    if isinstance(t, str):
        return '"' + ''.join('""' if c == '"' else c if 32 <= ord(c) < 127 and c != '\\' else f'\\u{{{ord(c):x}}}'
                             for c in t) + '"'
    if isinstance(t, Const):
        return f'|{t.name}|'
    if len(t) == 1:
        return t[0]
    indices = {'re.^': 1, 're.loop': 2, 'divisible': 1}.get(t[0], 0)
    head = f'(_ {t[0]} {" ".join(map(str, t[1:1 + indices]))})' if indices else t[0]
    return f'({head} {" ".join(map(spell, t[1 + indices:]))})'


class Lemmas:
    """Are clauses valid? Remembers what it has found out."""

    def __init__(self, terms, peers=(), seconds=5):
        self.terms, self.peers, self.seconds = terms, peers, seconds
        self.known = {}
        self.by = {'decided': 0, 'peer': 0, 'tried': 0}

    def look(self, literals):
        """Raises Refuted if there is a counterexample."""
        key = frozenset((id(t), positive) for t, positive in literals)
        if key not in self.known:
            self.known[key] = (self.find(literals), literals)
        model = self.known[key][0]
        if model is not None:
            clause = ' '.join(spell(t) if positive else f'(not {spell(t)})' for t, positive in literals)
            raise Refuted(f'lemma {{{clause}}} is false for {model}'[:600])

    def find(self, literals):
        formulas = [self.terms.make('not', t) if positive else t for t, positive in literals]
        languages = language.Languages()
        decider = decide.Decider(self.terms, languages, self.seconds)
        model = None if decider.contradict(formulas) else decider.model(formulas)
        if model != decide.UNKNOWN:
            self.by['decided'] += 1
            return model
        if any(self.ask(peer, formulas) for peer in self.peers):
            self.by['peer'] += 1
            return None
        self.by['tried'] += 1
        letters = sorted({c for w in strings_of(formulas) for c in w})[:3] + ['z']
        words = [''] + letters + [a + b for a in letters for b in letters] + strings_of(formulas)
        languages.deadline = None
        return decide.brute_force(languages, formulas, words, [-1, 0, 1, 2, 3], 2000)

    def ask(self, peer, formulas):
        """Does a peer refute the formulas?"""
        lines = ['(set-logic ALL)'] + [f'(declare-const |{c.name}| {c.sort})' for c in decide.constants_of(formulas)]
        lines += [f'(assert {spell(f)})' for f in formulas] + ['(check-sat)']
        with tempfile.NamedTemporaryFile('w', suffix='.smt2') as script:
            script.write('\n'.join(lines) + '\n')
            script.flush()
            try:
                run = subprocess.run([*peer, script.name], capture_output=True, timeout=10, stdin=subprocess.DEVNULL)
            except subprocess.TimeoutExpired:
                return False
        return run.stdout.strip() == b'unsat'


def strings_of(formulas):
    found, todo, seen = {}, list(formulas), set()
    while todo:
        t = todo.pop()
        if isinstance(t, str):
            found[t] = None
        elif isinstance(t, tuple) and id(t) not in seen:
            seen.add(id(t))
            todo += t[1:] if not isinstance(t, Const) else ()
    return list(found)


class Proof:
    """Goes through the records of one proof; `check` raises Wrong."""

    def __init__(self, problem, header, lemmas):
        self.problem, self.header, self.lemmas = problem, header, lemmas
        self.made = problem.terms
        self.epoch, self.last_query, self.concluded = 0, 0, 0
        self.start_epoch()

    def start_epoch(self):
        self.terms, self.local, self.variables, self.variable_of, self.guards, self.clauses = {}, {}, {}, {}, {}, {}
        # How each term is written: (@purify t) means t, but it is another term, and may have a variable of its own.
        self.written, self.shapes, self.written_of, self.plain = {}, {}, {}, set()
        self.last_input = 0  # least query that the inputs allow, less one
        self.lemma = None

    def check(self, lines):
        need(lines and lines[0] == self.header, 'another header')
        for line in lines[1:]:
            self.record(line)
        need(self.lemma is None, 'end of input inside a lemma')
        need(self.concluded, 'no conclusion')

    def record(self, line):
        kind, *fields = line.split(' ')
        need(self.lemma is None or kind in ('k', 'n', 't', 's', 'e'), f'{kind} inside a lemma')
        need(self.lemma is not None or kind not in ('s', 'e'), f'{kind} outside a lemma')
        if kind.isdigit():
            return self.lrat(int(kind), fields)
        if kind in ('k', 'n'):
            return self.leaf(kind, line)
        if kind in ('t', 's'):
            return (self.application if kind == 't' else self.step)(line, fields)
        numbers = [int(f) for f in fields]
        action = {'z': self.drop, 'v': self.variable, 'g': self.guard, 'i': self.input, 'l': self.start_lemma,
                  'e': self.end_lemma, 'u': self.conclude,
                  'r': self.next_epoch}
        need(kind in action, 'unknown record')
        return action[kind](*numbers)

    # ---- terms

    def term(self, number):
        need(number in self.local or number in self.terms, f'term {number} is not alive')
        return self.local[number] if number in self.local else self.terms[number]

    def add_term(self, number, t):
        need(0 < number < 2 ** 31 and number not in self.local and number not in self.terms,
             f'term {number} made twice')
        (self.terms if self.lemma is None else self.local)[number] = t

    def write(self, number, *shape):
        self.written[number] = self.shapes.setdefault(shape, len(self.shapes))
        if shape[0] in 'kn' or shape[0] != '@purify' and all(part in self.plain for part in shape[1:]):
            self.plain.add(self.written[number])  # as a problem can write it

    def leaf(self, kind, line):
        number, what = line.split(' ', 2)[1:]
        self.write(int(number), kind, what)
        if kind == 'k':
            match = re.fullmatch(r'k (\d+) (\|[^|]*\||\S+) (\w+)', line)
            name = match.group(2).strip('|')
            need((name, match.group(3)) in self.problem.constants, f'constant {name} is not declared')
            return self.add_term(int(match.group(1)), self.made.constant(name, match.group(3)))
        _, number, value = line.split(' ', 2)
        return self.add_term(int(number), text_of(value) if value[0] == '"' else int(value))

    def application(self, line, fields):
        args = [self.term(int(f)) for f in fields[2:]]
        self.write(int(fields[0]), fields[1], *(self.written[int(f)] for f in fields[2:]))
        self.add_term(int(fields[0]), self.made.apply(fields[1], args))

    def drop(self, *numbers):
        need(numbers, 'z without terms')
        for n in numbers:
            need(n in self.terms, f'term {n} is not alive')
            del self.terms[n]

    # ---- variables and literals

    def new_variable(self, v):
        need(v > 0 and v not in self.variables and v not in self.guards, f'variable {v} made twice')

    def variable(self, v, number):
        t = self.term(number)
        self.new_variable(v)
        need(decide.sort_of(t) == 'Bool', 'a variable for a term that is not Bool')
        need(self.written[number] not in self.written_of, 'two variables for one term')
        self.written_of[self.written[number]] = v
        self.variables[v] = t
        if self.written[number] in self.plain:
            self.variable_of[id(t)] = v

    def guard(self, v, frame):
        self.new_variable(v)
        need(frame < len(self.problem.epoch_of) and self.problem.epoch_of[frame] == self.epoch,
             f'frame {frame} is not of this epoch')
        self.guards[v] = frame

    def literal_of(self, t):
        if id(t) in self.variable_of:
            return self.variable_of[id(t)]
        if isinstance(t, tuple) and t[0] == 'not' and id(t[1]) in self.variable_of:
            return -self.variable_of[id(t[1])]
        return None

    # ---- clauses

    def add_clause(self, number, literals):
        need(0 < number < 2 ** 63 and number not in self.clauses, f'clause {number} made twice')
        self.clauses[number] = frozenset(literals)

    def input(self, clause, number, guard=None):
        t = self.term(number)
        literal = self.literal_of(t)
        need(literal is not None, 'an input without variable')
        need(guard is None or guard in self.guards, f'{guard} is no guard')
        frame = self.problem.base[self.epoch] if guard is None else self.guards[guard]
        at = self.problem.asserted.get((self.epoch, frame, id(t)))
        need(at is not None, f'no assertion of frame {frame}: {t}'[:300])
        self.last_input = max(self.last_input, at)
        self.add_clause(clause, [literal] if guard is None else [-guard, literal])

    def start_lemma(self, clause, *literals):
        need(literals and literals[-1] == 0 and 0 not in literals[:-1], 'a list')
        for v in literals[:-1]:
            need(abs(v) in self.variables, f'variable {abs(v)} has no meaning')
        self.lemma = (clause, literals[:-1])
        self.steps = len(literals) - 1
        self.local = {}

    def step(self, line, fields):
        match = re.fullmatch(r's (\d+) (\S+) \(([\d ]*)\)([\d ]*)', line)
        need(match and int(match.group(1)) == self.steps + 1, 'numbers of steps')
        for number in match.group(3).split():
            self.term(int(number))
        need(all(0 < int(p) <= self.steps for p in match.group(4).split()), 'a premise that is no step')
        self.steps += 1

    def end_lemma(self, step):
        need(0 < step <= self.steps, 'the end is no step')
        clause, literals = self.lemma
        self.lemma, self.local = None, {}
        if not any(-v in literals for v in literals):
            self.lemmas.look([(self.variables[abs(v)], v > 0) for v in dict.fromkeys(literals)])
        self.add_clause(clause, literals)

    def lrat(self, number, fields):
        if fields[0] == 'd':
            ids = [int(f) for f in fields[1:]]
            need(ids[-1] == 0 and 0 not in ids[:-1], 'a list')
            for c in ids[:-1]:
                need(c in self.clauses, f'clause {c} is not alive')
                del self.clauses[c]
            return
        numbers = [int(f) for f in fields]
        need(numbers.count(0) == 2 and numbers[-1] == 0, 'a list')
        literals, hints = numbers[:numbers.index(0)], numbers[numbers.index(0) + 1:-1]
        if any(-v in literals for v in literals):
            need(not hints, 'a tautology with hints')
        else:
            self.propagate({-v for v in literals}, hints)
        self.add_clause(number, literals)

    def propagate(self, true, hints):
        for i, hint in enumerate(hints):
            need(hint in self.clauses, f'clause {hint} is not alive')
            clause = self.clauses[hint]
            if any(-v in clause for v in clause):
                continue
            left = [v for v in clause if -v not in true]
            need(len(left) <= 1, f'hint {hint} is not unit')
            if not left:
                need(i + 1 == len(hints), 'hints after the conflict')
                return
            true.add(left[0])
        raise Wrong('no conflict')

    # ---- conclusions

    def conclude(self, clause, number):
        need(clause in self.clauses, f'clause {clause} is not alive')
        need(self.last_query < number <= len(self.problem.queries), f'query {number} is not to be concluded')
        query = self.problem.queries[number - 1]
        need(query.epoch == self.epoch, 'a query of another epoch')
        need(self.last_input < number, 'an input was asserted after the query')
        holds = {-self.literal_of(t) for t in query.assumptions + query.active if self.literal_of(t) is not None}
        for v in self.clauses[clause]:
            need(v in holds or -v in self.guards and self.guards[-v] in query.frames, f'literal {v} of the conclusion')
        self.last_query = number
        self.concluded += 1

    def next_epoch(self):
        self.epoch += 1
        need(self.epoch < len(self.problem.base), 'an epoch that the problem does not have')
        self.start_epoch()
