"""A second translator from patterns to SMT-LIB, which shares nothing with the library's: Python's own parser of regular expressions reads
the pattern, and the terms are written as the textbook has them. It knows less (anchors only at the two ends, no looking around), and says so
(`Unknown`); what it knows must be the same language.
"""

import re
import sys
import warnings

if sys.version_info >= (3, 11):
    from re import _constants as c
    from re import _parser as parser
else:
    import sre_constants as c
    import sre_parse as parser

LAST = 0x2FFFF
MANY = c.MAXREPEAT


class Unknown(Exception):
    """Not in what this translator knows."""


def string(codes):
    return '"' + "".join(f"\\u{{{x:x}}}" for x in codes) + '"'


def word(codes):
    return f"(str.to_re {string(codes)})"


def one_range(low, high):
    return f"(re.range {string([low])} {string([high])})"


def union(parts):
    parts = list(parts)
    return "re.none" if not parts else parts[0] if len(parts) == 1 else f"(re.union {' '.join(parts)})"


def concat(parts):
    parts = list(parts)
    return word([]) if not parts else parts[0] if len(parts) == 1 else f"(re.++ {' '.join(parts)})"


DIGIT, WORD, SPACE = [(48, 57)], [(48, 57), (65, 90), (95, 95), (97, 122)], [(9, 13), (32, 32)]
CATEGORIES = {c.CATEGORY_DIGIT: (DIGIT, False), c.CATEGORY_NOT_DIGIT: (DIGIT, True), c.CATEGORY_WORD: (WORD, False),
              c.CATEGORY_NOT_WORD: (WORD, True), c.CATEGORY_SPACE: (SPACE, False), c.CATEGORY_NOT_SPACE: (SPACE, True)}


def outside(text):
    return f"(re.inter re.allchar (re.comp {text}))"


class Translator:
    """One pattern. With `caseless` only letters of ASCII are known, whose other cases are looked up by `str`."""

    def __init__(self, caseless):
        self.caseless = caseless

    def cases(self, low, high):
        if low > LAST:
            return []
        high = min(high, LAST)
        found = [(low, high)]
        if not self.caseless:
            return found
        if high >= 128:
            raise Unknown("case beyond ASCII")
        for x in range(low, high + 1):
            if chr(x).isalpha():
                found.append((x ^ 32, x ^ 32))
                found += {"k": [(0x212A, 0x212A)], "s": [(0x17F, 0x17F)]}.get(chr(x).lower(), [])
        return found

    def ranges(self, pairs):
        return union(word([a]) if a == b else one_range(a, b) for a, b in pairs)

    def class_item(self, op, value):
        if op is c.LITERAL:
            return self.ranges(self.cases(value, value))
        if op is c.RANGE:
            return self.ranges(self.cases(*value))
        if op is c.CATEGORY:
            pairs, negated = CATEGORIES[value]
            return outside(self.ranges(pairs)) if negated else self.ranges(pairs)
        raise Unknown(str(op))

    def item(self, op, value):
        if op is c.LITERAL:
            return self.ranges(self.cases(value, value))
        if op is c.NOT_LITERAL:
            return outside(self.ranges(self.cases(value, value)))
        if op is c.ANY:
            return outside(word([10]))
        if op is c.IN:
            negated = value[0][0] is c.NEGATE
            inside = union(self.class_item(*x) for x in value[negated:])
            return outside(inside) if negated else inside
        if op is c.BRANCH:
            return union(self.sequence(x) for x in value[1])
        if op is c.SUBPATTERN:
            if value[1] or value[2]:
                raise Unknown("flags")
            return self.sequence(value[3])
        if op in (c.MAX_REPEAT, c.MIN_REPEAT):
            return self.repeat(*value)
        raise Unknown(str(op))

    def repeat(self, least, most, inside):
        text = self.sequence(inside)
        if most is MANY:
            return f"(re.++ ((_ re.^ {least}) {text}) (re.* {text}))" if least else f"(re.* {text})"
        return f"((_ re.loop {least} {most}) {text})"

    def sequence(self, items):
        return concat(self.item(*x) for x in items)

    def pattern(self, items, search, newline):
        """With anchors at the ends of each alternative. `newline`: `$` holds before a last line end."""
        items = list(items)
        if len(items) == 1 and items[0][0] is c.BRANCH:
            return union(self.pattern(x, search, newline) for x in items[0][1][1])
        start = bool(items) and items[0] == (c.AT, c.AT_BEGINNING)
        end = bool(items) and items[-1] == (c.AT, c.AT_END)
        inner = self.sequence(items[start:len(items) - end])
        before = [] if start or not search else ["re.all"]
        behind = [f"(re.opt {word([10])})"] if end and newline else [] if end or not search else ["re.all"]
        return concat(before + [inner] + behind)


# What the other dialects write in their own way, or Python reads in another.
FOREIGN = re.compile(r"\\[^dDwWsSnrtfv.\-\[\](){}*+?|^$/\\]|\[\[:|\[\^?\]|&&|\[\^?\[|--|~~|\|\||\(\?[^:]|\(\*|[*+?}]\+|\{,")


def translate(text, search, caseless, dialect):
    """SMT-LIB text; Unknown for what this one does not know. Dialects as in generate.py: 0 is pcre2, 1 ecma, 2 re2."""
    if FOREIGN.search(text) or len(text) > 3000:
        raise Unknown("another dialect")
    if dialect and re.search(r"\\[sS]", text):
        raise Unknown("spaces of another dialect")
    if dialect == 1 and "." in re.sub(r"\\.", "", text):
        raise Unknown("lines of ECMAScript")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            items = parser.parse(text)
            return Translator(caseless).pattern(items, search, dialect == 0)
        except (re.error, RecursionError, Warning, OverflowError) as e:
            raise Unknown(str(e)) from None
