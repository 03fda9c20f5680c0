"""Printing as z3's Python package does: operators with as few parentheses as Python needs, lines of 80 characters."""

from __future__ import annotations

from typing import Any, List, Sequence, Tuple

from ..terms import Kind, Term, decimal
from .kinds import OPERATORS
from .make import defined, shown_as
from .terms import name_of

WIDTH, DEPTH, SIZE = 80, 20, 3000

# How strongly an operator binds its arguments.
BINDS = {Kind.MUL: 60, Kind.DIV: 60, Kind.MOD: 60, Kind.ADD: 50, Kind.SUB: 50, Kind.LE: 30, Kind.LT: 30, Kind.GE: 30,
         Kind.GT: 30, Kind.EQ: 30, Kind.DISTINCT: 30, Kind.NEG: 70}
SUMS, CHAINS = (Kind.ADD, Kind.SUB), (Kind.ADD, Kind.MUL)


class _Printer:
    def __init__(self) -> None:
        self.left = SIZE

    def leaf(self, term: Term) -> str:
        if term.kind == Kind.CONSTANT:
            return defined[term][0] if term in defined else name_of(term)
        if term.kind == Kind.STRING_LITERAL:
            return '"' + term.sexpr()[1:-1].replace('""', '"') + '"'
        if term.kind == Kind.INT_LITERAL:
            return decimal(int(term.value))
        return OPERATORS[term.kind][2]

    def flat(self, term: Term, depth: int) -> Tuple[str, int]:
        """The text, and how strongly what it holds hangs together."""
        self.left -= 1
        if self.left < 0 or depth > DEPTH:
            return "...", 100
        kind, args = term.kind, term.children()
        if not args:
            return self.leaf(term), 100
        if kind == Kind.AND and term in shown_as:
            return f"Distinct({', '.join(self.flat(a, depth + 1)[0] for a in shown_as[term])})", 100
        binds = BINDS.get(kind)
        if kind == Kind.DISTINCT and len(args) != 2:
            binds = None
        if binds is None:
            return self.call(term, [self.flat(a, depth + 1)[0] for a in args]), 100
        texts = []
        for i, a in enumerate(args):
            text, inner = self.flat(a, depth + 1)
            loose = inner < binds or inner == binds and not (kind in SUMS and i == 0 or kind in CHAINS and a.kind == kind)
            texts.append(f"({text})" if loose else text)
        if kind == Kind.NEG:
            return "-" + texts[0], binds
        shape = "!=" if kind == Kind.DISTINCT else OPERATORS[kind][2]
        blank = "" if binds == 60 else " "
        return f"{blank}{shape}{blank}".join(texts), binds

    def call(self, term: Term, texts: Sequence[str]) -> str:
        kind = term.kind
        if kind == Kind.RE_CONCAT and term.num_args() == 2:
            a, b = term.children()
            if a.kind == Kind.RE_POWER and b.kind == Kind.RE_STAR and a.arg(0).eq(b.arg(0)):
                return f"Loop({self.flat(a.arg(0), 0)[0]}, {a.indices()[0]})"
        return f"{OPERATORS[kind][2]}({', '.join([*texts, *map(str, term.indices())])})"

    def text(self, term: Term, column: int, depth: int) -> str:
        """The text, broken into lines if it is too long; it begins in that column."""
        left = self.left
        text, _ = self.flat(term, depth)
        if column + len(text) <= WIDTH or BINDS.get(term.kind) or not term.num_args() or "..." in text:
            return text
        self.left = left
        head = OPERATORS[term.kind][2] + "("
        inner = column + len(head)
        return head + f",\n{' ' * inner}".join(self.text(a, inner, depth + 1) for a in term.children()) + ")"


def text_of(term: Term, column: int = 0) -> str:
    """The term as z3 prints it."""
    return _Printer().text(term, column, 0)


def list_of(items: Sequence[Any], texts: List[str]) -> str:
    """A list in brackets, over several lines if it is too long."""
    flat = ", ".join(texts)
    if len(flat) <= WIDTH - 2:
        return f"[{flat}]"
    return "[" + ",\n ".join(texts) + "]"
