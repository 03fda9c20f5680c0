"""Converts an LRAT(T) proof from the binary form to the text form (proofs/FORMAT.md, section 5); the other way is
../proofs/binary.py."""
import re

SORTS = {1: 'Bool', 2: 'Int', 3: 'String', 4: 'RegLan'}
SIMPLE = re.compile(r'[A-Za-z~!@$%^&*_+=<>.?/-][0-9A-Za-z~!@$%^&*_+=<>.?/-]*')
RESERVED = {'_', '!', 'as', 'let', 'exists', 'forall', 'match', 'par', 'BINARY', 'DECIMAL', 'HEXADECIMAL', 'NUMERAL',
            'STRING'}


class Reader:
    def __init__(self, data):
        if data[:4] != b'LRT\x01':
            raise ValueError('not a binary proof')
        self.data, self.at, self.names = data, 4, []

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def number(self):
        n = shift = 0
        while True:
            b = self.byte()
            n |= (b & 0x7F) << shift
            shift += 7
            if b < 0x80:
                if b == 0 and shift > 7 or shift > 70:
                    raise ValueError('padding')
                return n

    def literal(self, n):
        return -(n // 2) if n % 2 else n // 2

    def list(self):
        out = []
        while out[-1:] != [0]:
            out.append(self.number())
        return out[:-1]

    def many(self):
        return [self.number() for _ in range(self.number())]

    def string(self):
        size = self.number()
        if self.at + size > len(self.data):
            raise IndexError('end of input')
        self.at += size
        return self.data[self.at - size:self.at].decode()

    def name(self):
        n = self.number()
        if n == 0:
            self.names.append(self.string())
        return self.names[n - 1]

    def value(self):
        if self.byte() == ord('i'):
            return self.string()
        codes = self.many()
        plain = {c: chr(c) for c in range(32, 127) if c != 92}
        plain[34] = '""'
        return '"' + ''.join(plain.get(c, f'\\u{{{c:x}}}') for c in codes) + '"'

    def record(self):
        kind = chr(self.byte())
        if kind == 'h':
            return ['lratt 1', self.string(), self.string()]
        if kind == 'k':
            number, name = self.number(), self.string()
            simple = SIMPLE.fullmatch(name) and name not in RESERVED
            return [kind, number, name if simple else f'|{name}|', SORTS[self.byte()]]
        if kind == 'n':
            return [kind, self.number(), self.value()]
        if kind == 't':
            return [kind, self.number(), self.name(), *self.many()]
        if kind == 's':
            step, rule, args = self.number(), self.name(), self.many()
            return [kind, step, rule, f'({" ".join(map(str, args))})', *self.many()]
        if kind == 'z':
            return [kind, *self.list()]
        if kind in 'vgu':
            return [kind, self.number(), self.number()]
        if kind == 'i':
            clause, term, guard = self.number(), self.number(), self.number()
            return [kind, clause, term] + [guard] * (guard > 0)
        if kind == 'l':
            return [kind, self.number(), *map(self.literal, self.list()), 0]
        if kind == 'e':
            return [kind, self.number()]
        if kind == 'r':
            return [kind]
        if kind == 'a':
            return [self.number(), *map(self.literal, self.list()), 0, *self.list(), 0]
        if kind == 'd':
            return [1, 'd', *self.list(), 0]  # the number means nothing
        raise ValueError(f'record {kind!r}')


def convert(data):
    """The records as lines. IndexError, ValueError or KeyError if it is malformed."""
    reader, lines = Reader(data), []
    while reader.at < len(data):
        lines.append(' '.join(map(str, reader.record())))
    return lines
