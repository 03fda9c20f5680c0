"""Reads an SMT-LIB problem the way proofs/FORMAT.md, section 1, says, and nothing more: its constants, and for each
query what is asserted.

Terms are those of ../signature/reference.py, made only once each, so that equal terms are the same object. Scripts are
believed to be well-formed: what is malformed raises an exception of some kind."""
import itertools
import math
import os
import re
import sys
from collections import namedtuple

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'signature'))
from reference import Const  # noqa: E402

TOKEN = re.compile(r'\s+|;[^\n]*|(?P<token>\(|\)|"(?:[^"]|"")*"|\|[^|]*\||[^\s()";|]+)')
ESCAPE = re.compile(r'""|\\u\{([0-9a-fA-F]{1,5})\}|\\u([0-9a-fA-F]{4})')
OLD = {'str.in.re': 'str.in_re', 'str.to.re': 'str.to_re', 'int.to.str': 'str.from_int', 'str.to.int': 'str.to_int',
       'str.replaceall': 'str.replace_all', 're.nostr': 're.none', 're.complement': 're.comp'}
# Symbols of two arguments, written with more: how they are meant.
CHAIN = {'=', '<', '<=', '>', '>=', 'str.<', 'str.<='}
JOINED = {'and', 'or', '+', '*', 'str.++', 're.++', 're.union', 're.inter'}
LEFT = {'xor', '-', 'div', 're.diff'}
Definition = namedtuple('Definition', 'parameters body names')


class Terms:
    """Applications as tuples and constants, each of them once."""

    def __init__(self):
        self.table = {}

    def make(self, symbol, *args):
        if symbol == '@purify':  # it means its argument
            return args[0]
        key = (symbol, *[(type(a), a) if isinstance(a, (int, str, Const)) else id(a) for a in args])
        return self.table.setdefault(key, (symbol, *args))

    def constant(self, name, sort):
        return self.table.setdefault((name, sort, Const), Const(name, sort))

    def apply(self, symbol, args):
        """An application as written, without the forms of many arguments that are short for others."""
        make = self.make
        if symbol in CHAIN and len(args) > 2:
            return make('and', *(make(symbol, a, b) for a, b in zip(args, args[1:])))
        if symbol == 'distinct' and len(args) > 2:
            return make('and', *(make(symbol, a, b) for i, a in enumerate(args) for b in args[i + 1:]))
        if symbol in LEFT:
            while len(args) > 2:
                args = [make(symbol, args[0], args[1])] + args[2:]
        if symbol == '=>':
            while len(args) > 2:
                args = args[:-2] + [make(symbol, args[-2], args[-1])]
        if symbol in JOINED and len(args) == 1:
            return args[0]
        return make(symbol, *args)


def text_of(literal):
    """The value of a string literal, between its quotes."""
    out, at, inside = [], 0, literal[1:-1]
    while at < len(inside):
        match = ESCAPE.match(inside, at)
        if match is None or (match.group(1) and int(match.group(1), 16) > 0x2FFFF):
            out.append(inside[at])
            at += 1
            continue
        digits = match.group(1) or match.group(2)
        out.append(chr(int(digits, 16)) if digits else '"')
        at = match.end()
    return ''.join(out)


def expressions(text):
    """The script as nested lists of tokens."""
    stack, at = [[]], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise ValueError('broken syntax')
        at = match.end()
        token = match.group('token')
        if token == '(':
            stack.append([])
        elif token == ')':
            done = stack.pop()
            stack[-1].append(done)
        elif token is not None:
            stack[-1].append(token)
    if len(stack) != 1:
        raise ValueError('brackets')
    return stack[0]


def bare(symbol):
    return symbol[1:-1] if symbol.startswith('|') else symbol


class Query:
    def __init__(self, epoch, frames, assumptions, active):
        self.epoch, self.frames, self.assumptions, self.active = epoch, frames, assumptions, active


class Problem:
    def __init__(self, text, terms=None):
        self.terms = terms or Terms()
        self.constants = set()   # (name, sort) of all that are declared anywhere
        self.names = {}          # what a name stands for now: a term, or a Definition
        self.sorts = {}
        self.global_names = False
        self.reset_number = 0    # epoch
        self.next_frame = 0
        self.frames = []         # open: (number, assertions, names before, sorts before)
        self.epoch_of = []       # of each frame
        self.base = []           # the base frame of each epoch
        self.asserted = {}       # (epoch, frame, term): number of queries before its first assertion
        self.queries = []
        self.fresh = itertools.count()
        self.mentioned = set()   # ids of constants: variables of quantifiers that occurred
        self.base.append(self.next_frame)
        self.open()
        for command in expressions(text):
            if not self.run(command):
                break

    def open(self):
        self.frames.append((self.next_frame, [], dict(self.names), dict(self.sorts)))
        self.epoch_of.append(self.reset_number)
        self.next_frame += 1

    def close(self):
        _, _, names, sorts = self.frames.pop()
        if not self.global_names:
            self.names, self.sorts = names, sorts

    # ---- commands

    def run(self, command):
        name, args = command[0], command[1:]
        if name in ('declare-const', 'declare-fun'):
            self.declare(bare(args[0]), self.sort(args[-1]))
        elif name in ('define-fun', 'define-const'):
            parameters = [(bare(p[0]), self.sort(p[1])) for p in args[1]] if name == 'define-fun' else []
            self.names[bare(args[0])] = Definition(parameters, args[-1], dict(self.names))
        elif name == 'define-sort':
            self.sorts[bare(args[0])] = ([bare(p) for p in args[1]], args[2], dict(self.sorts))
        elif name == 'assert':
            self.add(self.term(args[0], {}))
        elif name == 'push':
            for _ in range(int(args[0]) if args else 1):
                self.open()
        elif name == 'pop':
            for _ in range(int(args[0]) if args else 1):
                self.close()
        elif name in ('check-sat', 'check-sat-assuming'):
            self.query([self.term(a, {}) for a in args[0]] if args else [])
        elif name in ('reset', 'reset-assertions'):
            self.reset(name == 'reset')
        elif name == 'set-option' and args[0] == ':global-declarations':
            self.global_names = args[1] == 'true'
        return name != 'exit'

    def declare(self, name, sort):
        self.names[name] = self.terms.constant(name, sort)
        self.constants.add((name, sort))

    def add(self, term):
        number, assertions, _, _ = self.frames[-1]
        assertions.append(term)
        self.asserted.setdefault((self.reset_number, number, id(term)), len(self.queries))

    def query(self, assumptions):
        active = [t for _, assertions, _, _ in self.frames for t in assertions]
        self.queries.append(Query(self.reset_number, {f[0] for f in self.frames}, assumptions, active))

    def reset(self, everything):
        while self.frames:
            self.close()
        if everything:
            self.names, self.sorts, self.global_names = {}, {}, False
        self.reset_number += 1
        self.base.append(self.next_frame)
        self.open()

    # ---- terms

    def sort(self, expression, meant=None):
        """The basic sort that an expression stands for; `meant`: of the names of sorts, else those of now."""
        meant = self.sorts if meant is None else meant
        name, args = (expression, []) if isinstance(expression, str) else (expression[0], expression[1:])
        if bare(name) not in meant:
            return bare(name)
        if isinstance(meant[bare(name)], str):
            return meant[bare(name)]
        parameters, body, before = meant[bare(name)]
        return self.sort(body, {**before, **{p: self.sort(a, meant) for p, a in zip(parameters, args)}})

    def atom(self, token, scope):
        if token[0] == '"':
            return text_of(token)
        if token[0].isdigit():
            return int(token)
        name = bare(token)
        if name in scope:
            if isinstance(scope[name], Const):
                self.mentioned.add(id(scope[name]))
            return scope[name]
        if name in self.names:
            known = self.names[name]
            return self.expand(known, []) if isinstance(known, Definition) else known
        return self.terms.make({'re.allchar': 're.allchar', 're.nostr': 're.none'}.get(name, name))

    def expand(self, definition, args):
        parameters, body, names = definition
        kept, self.names = self.names, names
        result = self.term(body, {p: a for (p, _), a in zip(parameters, args)})
        self.names = kept
        return result

    def term(self, t, scope):
        if isinstance(t, str):
            return self.atom(t, scope)
        head = t[0]
        if head == 'let':
            return self.term(t[2], {**scope, **{bare(n): self.term(v, scope) for n, v in t[1]}})
        if head == '!':
            return self.annotated(t, scope)
        if head == '_':  # the only value of this form
            return chr(int(t[2][2:], 16))
        if head == 'as':
            return self.term(t[1], scope)
        if head in ('exists', 'forall'):
            return self.quantified(head == 'forall', t[1], t[2], scope)
        args = [self.term(a, scope) for a in t[1:]]
        if isinstance(head, list):
            return self.indexed(head, args)
        if bare(head) in self.names:
            return self.expand(self.names[bare(head)], args)
        if head == 're.loop' and len(args) > 1:
            return self.old_loop(args)
        if head == 'str.indexof' and len(args) == 2:
            args.append(0)
        return self.apply(OLD.get(head, head), args)

    def apply(self, head, args):
        if head == '-' and len(args) == 1 and isinstance(args[0], int) and args[0] >= 0:
            return -args[0]
        return self.terms.apply(head, args)

    # ---- quantifiers: what a linear equation in their variables stands for

    def quantified(self, universal, variables, body, scope):
        bound = [self.terms.constant(f'{bare(n)} {next(self.fresh)}', self.sort(s)) for n, s in variables]
        inside = self.term(body, {**scope, **{bare(n): b for (n, _), b in zip(variables, bound)}})
        if not any(id(b) in self.mentioned for b in bound):
            return inside
        positive = True
        while inside[0] == 'not':
            positive, inside = not positive, inside[1]
        if inside[0] not in ('=', 'distinct') or len(inside) != 3:
            raise ValueError('no equation')
        positive ^= inside[0] == 'distinct'
        left, right, divisor = inside[1], inside[2], 0
        for b in bound:
            (k, left), (n, right) = self.split(left, b), self.split(right, b)
            divisor = math.gcd(divisor, k - n)
        return self.eliminated(universal, positive, left, right, divisor)

    def eliminated(self, universal, positive, left, right, divisor):
        make = self.terms.make
        if divisor == 1 or divisor and positive == universal:
            return make('false' if universal else 'true')
        solvable = (make('=', make('mod', make('-', right, left), divisor), 0) if divisor else make('=', left, right))
        return solvable if positive else make('not', solvable)

    def split(self, t, x):
        """The coefficient of x in t, and t with 0 for x."""
        if t is x:
            return 1, 0
        if not isinstance(t, tuple) or isinstance(t, Const):
            return 0, t
        parts = [self.split(a, x) for a in t[1:]]
        if all(rest is a for (_, rest), a in zip(parts, t[1:])):
            return 0, t
        rest = self.apply(t[0], [p[1] for p in parts])
        if t[0] == '+':
            return sum(k for k, _ in parts), rest
        if t[0] == '-':
            return (parts[0][0] if len(parts) > 1 else 0) - sum(k for k, _ in parts[len(parts) > 1:]), rest
        if t[0] != '*':
            raise ValueError('not linear')
        at = next(i for i, ((_, r), a) in enumerate(zip(parts, t[1:])) if r is not a)
        return parts[at][0] * math.prod(a for i, a in enumerate(t[1:]) if i != at), rest

    def annotated(self, t, scope):
        value = self.term(t[1], scope)
        if ':named' in t:
            self.names[bare(t[t.index(':named') + 1])] = value
        return value

    def indexed(self, head, args):
        if head[0] == 'as':
            return self.terms.apply(OLD.get(head[1], head[1]), args)
        return self.terms.make(OLD.get(head[1], head[1]), *map(int, head[2:]), *args)

    def old_loop(self, args):
        make = self.terms.make
        if len(args) == 3:
            return make('re.loop', args[1], args[2], args[0])
        return make('re.++', make('re.^', args[1], args[0]), make('re.*', args[0]))
