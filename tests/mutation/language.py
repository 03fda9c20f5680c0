"""Regular languages by derivatives (Brzozowski 1964), written for the tests alone: is a language empty, are two the
same, which are its first words.

Terms are those of ../signature/reference.py. Characters are taken one for each class of the partition that all ranges
of an expression cut; every state is explored. Slow and plain; a search beyond its limit of states gives up (None)."""
import time

from reference import evaluate

CODE_MAX = 0x2FFFF


def text(t):
    """The value of a string term without constants."""
    return t if isinstance(t, str) else evaluate(t, {})


class Gave_up(Exception):
    pass


class Languages:
    """Expressions, hash-consed: numbers in a table of (kind, ...)."""

    def __init__(self, limit=20000):
        self.limit = limit
        self.deadline = None  # of time.monotonic(), set by whoever asks
        self.known_words, self.known_empty = {}, {}
        self.table, self.nodes, self.null, self.derived, self.of_term = {}, [], [], {}, {}
        self.none = self.node('set', ())
        self.epsilon = self.node('epsilon')
        self.all = self.node('not', self.none)
        self.any = self.node('set', ((0, CODE_MAX),))

    # ---- construction

    def node(self, *key):
        if key not in self.table:
            self.table[key] = len(self.nodes)
            self.nodes.append(key)
            self.null.append(self.nullable(key))
        return self.table[key]

    def nullable(self, key):
        kind = key[0]
        if kind == 'cat':
            return self.null[key[1]] and self.null[key[2]]
        if kind in ('or', 'and'):
            return (any if kind == 'or' else all)(self.null[a] for a in key[1])
        if kind == 'not':
            return not self.null[key[1]]
        if kind == 'loop':
            return key[2] == 0 or self.null[key[1]]
        return kind == 'epsilon'

    def cat(self, a, b):
        if self.none in (a, b):
            return self.none
        if a == self.epsilon:
            return b
        if b == self.epsilon:
            return a
        if self.nodes[a][0] == 'cat':
            _, first, rest = self.nodes[a]
            return self.cat(first, self.cat(rest, b))
        return self.node('cat', a, b)

    def several(self, kind, parts, zero, unit):
        flat = set()
        for part in parts:
            flat |= set(self.nodes[part][1]) if self.nodes[part][0] == kind else {part}
        flat.discard(unit)
        if zero in flat or any(self.nodes[a][0] == 'not' and self.nodes[a][1] in flat for a in flat):
            return zero
        if not flat:
            return unit
        return flat.pop() if len(flat) == 1 else self.node(kind, tuple(sorted(flat)))

    def union(self, *parts):
        return self.several('or', parts, self.all, self.none)

    def inter(self, *parts):
        return self.several('and', parts, self.none, self.all)

    def complement(self, a):
        return self.nodes[a][1] if self.nodes[a][0] == 'not' else self.node('not', a)

    def loop(self, a, low, high):
        """high None: no upper bound."""
        if high is not None and low > high:
            return self.none
        if high == 0 or a == self.epsilon or (a == self.none and low == 0):
            return self.epsilon
        if a == self.none:
            return self.none
        if (low, high) == (1, 1):
            return a
        return self.node('loop', a, low, high)

    def word(self, w):
        out = self.epsilon
        for c in reversed(w):
            out = self.cat(self.node('set', ((ord(c), ord(c)),)), out)
        return out

    def lengths(self, low, high):
        return self.loop(self.any, max(0, low), high) if high is None or high >= 0 else self.none

    def term(self, t):
        """The language of a closed term; KeyError for one that is not."""
        if id(t) not in self.of_term:
            self.of_term[id(t)] = (self.convert(t), t)  # t is kept, so that its id stays its own
        return self.of_term[id(t)][0]

    def convert(self, t):
        op = t[0]
        if op == 'str.to_re':
            return self.word(text(t[1]))
        if op == 're.range':
            low, high = text(t[1]), text(t[2])
            single = len(low) == len(high) == 1 and low <= high
            return self.node('set', ((ord(low), ord(high)),)) if single else self.none
        if op == 're.^':
            return self.loop(self.term(t[2]), t[1], t[1])
        if op == 're.loop':
            return self.loop(self.term(t[3]), t[1], t[2])
        args = [self.term(a) for a in t[1:]]
        if op == 're.++':
            out = self.epsilon
            for a in reversed(args):
                out = self.cat(a, out)
            return out
        if op in ('re.none', 're.all', 're.allchar'):
            return {'re.none': self.none, 're.all': self.all, 're.allchar': self.any}[op]
        if op in ('re.*', 're.+'):
            return self.loop(args[0], int(op == 're.+'), None)
        if op == 're.opt':
            return self.union(args[0], self.epsilon)
        if op == 're.diff':
            return self.inter(args[0], self.complement(args[1]))
        return {'re.union': self.union, 're.inter': self.inter, 're.comp': self.complement}[op](*args)

    # ---- derivatives

    def characters(self, start):
        """One character of each class of the partition cut by the ranges of a language."""
        cuts, seen, todo = {0}, {start}, [start]
        while todo:
            key = self.nodes[todo.pop()]
            if key[0] == 'set':
                for low, high in key[1]:
                    cuts |= {low, high + 1}
            inside = {'or': key[1:2], 'and': key[1:2], 'cat': [key[1:3]], 'not': [key[1:2]], 'loop': [key[1:2]]}
            for a in [a for group in inside.get(key[0], ()) for a in group]:
                if a not in seen:
                    seen.add(a)
                    todo.append(a)
        return [c for c in cuts if c <= CODE_MAX]

    def derive(self, a, c):
        if (a, c) not in self.derived:
            self.derived[a, c] = self.derivative(self.nodes[a], c)
        return self.derived[a, c]

    def derivative(self, key, c):
        kind = key[0]
        if kind == 'set':
            return self.epsilon if any(low <= c <= high for low, high in key[1]) else self.none
        if kind == 'cat':
            first = self.cat(self.derive(key[1], c), key[2])
            return self.union(first, self.derive(key[2], c)) if self.null[key[1]] else first
        if kind in ('or', 'and'):
            return (self.union if kind == 'or' else self.inter)(*(self.derive(a, c) for a in key[1]))
        if kind == 'not':
            return self.complement(self.derive(key[1], c))
        if kind == 'loop':
            _, a, low, high = key
            return self.cat(self.derive(a, c), self.loop(a, max(0, low - 1), None if high is None else high - 1))
        return self.none

    # ---- questions

    def poll(self, states):
        if len(states) > self.limit or self.deadline is not None and time.monotonic() > self.deadline:
            raise Gave_up

    def words(self, start, count):
        if (start, count) not in self.known_words:
            self.known_words[start, count] = self.find_words(start, count)
        return self.known_words[start, count]

    def find_words(self, start, count):
        """Words of a language, shortest first: `count` of them, or all if there are fewer. Of each class of characters
        `count` members are enough for that, and so are `count` prefixes of each length, since each of them leads to a
        word."""
        alive, cuts = self.alive(start), sorted(self.characters(start)) + [CODE_MAX + 1]
        ranges = sorted(zip(cuts, cuts[1:]), key=lambda r: (not 97 <= r[0] <= 122, r))  # letters first: easier to read
        found, frontier = [], [(start, '')] if start in alive else []
        while frontier and len(found) < count:
            found += [w for state, w in frontier if self.null[state]]
            self.poll(())
            following = []
            for state, w in frontier:
                for low, end in ranges:
                    n = self.derive(state, low)
                    if n in alive and len(following) < count:
                        following += [(n, w + chr(c)) for c in range(low, min(end, low + count))]
            frontier = following[:count]
        return found[:count]

    def alive(self, start):
        """The states from which a nullable one is reached."""
        characters, edges, seen, todo = self.characters(start), {}, {start}, [start]
        while todo:
            state = todo.pop()
            self.poll(seen)
            for c in characters:
                n = self.derive(state, c)
                edges.setdefault(n, []).append(state)
                if n not in seen:
                    seen.add(n)
                    todo.append(n)
        alive = {s for s in seen if self.null[s]}
        todo = list(alive)
        while todo:
            for s in edges.get(todo.pop(), []):
                if s not in alive:
                    alive.add(s)
                    todo.append(s)
        return alive

    def empty(self, start):
        if start not in self.known_empty:
            self.known_empty[start] = self.find_empty(start)
        return self.known_empty[start]

    def find_empty(self, start):
        """The search stops at the first nullable state."""
        if self.null[start]:
            return False
        characters, seen, todo = self.characters(start), {start}, [start]
        for state in todo:
            for c in characters:
                n = self.derive(state, c)
                if self.null[n]:
                    return False
                if n not in seen:
                    seen.add(n)
                    todo.append(n)
                    self.poll(seen)
        return True

    def same(self, a, b):
        return a == b or self.empty(self.union(self.inter(a, self.complement(b)), self.inter(b, self.complement(a))))
