#!/usr/bin/env python3
"""Converts an LRAT(T) proof from the text form to the binary one (proofs/FORMAT.md): binary.py IN.lratt OUT.lratb

The text is believed to be well-formed; what it means is not looked at."""
import re
import sys

SORTS = {"Bool": 1, "Int": 2, "String": 3, "RegLan": 4}
ESCAPE = re.compile(r'""|\\u\{([0-9a-fA-F]{1,5})\}|\\u([0-9a-fA-F]{4})')


class Malformed(Exception):
    pass


def number(n):
    if n < 0:
        raise Malformed("a negative number")
    out = bytearray()
    while n > 0x7F:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def string(text):
    data = text.encode()
    return number(len(data)) + data


def literal(x):
    return number(2 * abs(x) + (x < 0))


def codes(text):
    """The code points of the inside of a string literal."""
    out = []
    at = 0
    while at < len(text):
        match = ESCAPE.match(text, at)
        if match is None or (match.group(1) and int(match.group(1), 16) > 0x2FFFF):
            out.append(ord(text[at]))
            at += 1
            continue
        digits = match.group(1) or match.group(2)
        out.append(int(digits, 16) if digits else ord('"'))
        at = match.end()
    return out


class Converter:
    def __init__(self):
        self.names = {}

    def name(self, name):
        if name in self.names:
            return number(self.names[name])
        self.names[name] = len(self.names) + 1
        return number(0) + string(name)

    @staticmethod
    def lists(fields):
        """Splits at each 0, which must end the fields."""
        out = [[]]
        for field in fields:
            if int(field) == 0:
                out.append([])
            else:
                out[-1].append(int(field))
        if out.pop():
            raise Malformed("a list without its 0")
        return out

    def lrat(self, line):
        fields = line.split(" ")
        if len(fields) > 1 and fields[1] == "d":
            (ids,) = self.lists(fields[2:])
            return b"d" + b"".join(map(number, ids)) + b"\0"
        literals, hints = self.lists(fields[1:])
        return b"a" + number(int(fields[0])) + b"".join(map(literal, literals)) + b"\0" + b"".join(map(number, hints)) + b"\0"

    def constant(self, line):
        match = re.fullmatch(r"k (\d+) (?:\|([^|]*)\||([^ |]+)) (\w+)", line, re.S)
        name = match.group(2) if match.group(2) is not None else match.group(3)
        return b"k" + number(int(match.group(1))) + string(name) + bytes([SORTS.get(match.group(4), 9)])

    def value(self, line):
        _, term, text = line.split(" ", 2)
        if text.startswith('"'):
            points = codes(text[1:-1])
            return b"n" + number(int(term)) + b"s" + number(len(points)) + b"".join(map(number, points))
        return b"n" + number(int(term)) + b"i" + string(text)

    def step(self, line):
        match = re.fullmatch(r"s (\d+) (\S+) \(([^)]*)\)(.*)", line)
        out = b"s" + number(int(match.group(1))) + self.name(match.group(2))
        for field in (match.group(3), match.group(4)):
            ids = [int(x) for x in field.split()]
            out += number(len(ids)) + b"".join(map(number, ids))
        return out

    def record(self, line):
        kind, fields = line[0], line.split(" ")
        numbers = lambda: [int(x) for x in fields[1:]]
        if kind.isdigit():
            return self.lrat(line)
        if line.startswith("lratt "):
            return b"h" + string(fields[2]) + string(fields[3])
        if kind == "k":
            return self.constant(line)
        if kind == "n":
            return self.value(line)
        if kind == "t":
            ids = [int(x) for x in fields[3:]]
            return b"t" + number(int(fields[1])) + self.name(fields[2]) + number(len(ids)) + b"".join(map(number, ids))
        if kind == "s":
            return self.step(line)
        if kind == "l":
            (literals,) = self.lists(fields[2:])
            return b"l" + number(int(fields[1])) + b"".join(map(literal, literals)) + b"\0"
        if kind == "i":
            clause, term, *guard = numbers()
            return b"i" + number(clause) + number(term) + number(guard[0] if guard else 0)
        if kind == "z":
            return b"z" + b"".join(map(number, numbers())) + b"\0"
        if kind in "vgeur":
            return kind.encode() + b"".join(map(number, numbers()))
        raise Malformed("an unknown record")


def records(text):
    """Lines, but those of names in bars joined; no comments."""
    pending = ""
    for line in text.split("\n")[:-1]:
        line = pending + line
        pending = ""
        if line.startswith("k ") and line.count("|") == 1:
            pending = line + "\n"
        elif line and not line.startswith("c "):
            yield line


def convert(text):
    """The binary form of a text (bytes)."""
    converter = Converter()
    return b"LRT\x01" + b"".join(map(converter.record, records(text.decode())))


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
        target.write(convert(source.read()))
