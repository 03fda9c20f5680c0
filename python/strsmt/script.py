"""SMT-LIB scripts. Subterms that occur more than once, and long ones, get a name, so that a script is as long as the
terms are large, however they share."""

from __future__ import annotations

from typing import Any, Sequence, Tuple

from ._strsmt import ffi, lib
from .context import Context
from .errors import ArgumentError
from .terms import Kind, Sort, Term

Entry = Tuple[Any, ...]  # a command, and its terms

SHORT, LONG = 40, 4000  # texts that are repeated; texts that get a name at once

SORTS = {sort: ffi.string(lib.strsmt_sort_name(sort)).decode() for sort in Sort if sort != Sort.NONE}


def symbol(kind: int) -> str:
    """str.in_re, ..."""
    return ffi.string(lib.strsmt_kind_symbol(kind)).decode()


class _Printer:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.uses: dict[int, int] = {}
        self.order: list[Term] = []  # arguments first
        self.children: dict[int, list[Term]] = {}
        self.texts: dict[int, str] = {}
        self.declarations: list[str] = []
        self.definitions: list[str] = []

    def collect(self, root: Term) -> None:
        self.uses[root._id] = self.uses.get(root._id, 0) + 1
        stack = [(root, False)]
        while stack:
            term, done = stack.pop()
            if done:
                self.order.append(term)
            elif term._id not in self.children:
                children = self.children[term._id] = term.children()
                stack.append((term, True))
                for child in reversed(children):
                    self.uses[child._id] = self.uses.get(child._id, 0) + 1
                    stack.append((child, False))

    def print(self) -> None:
        constants = [t for t in self.order if t.kind == Kind.CONSTANT]
        names = [t.name for t in constants]
        for name in names:
            if names.count(name) > 1:
                raise ArgumentError(f"{name!r} is the name of constants of two sorts, which no script can declare")
        prefix = "t!"
        while any(name.startswith(prefix) for name in names):
            prefix += "!"
        for term in self.order:
            text = self.texts[term._id] = self.text(term)
            if term.kind == Kind.CONSTANT:
                self.declarations.append(f"(declare-const {text} {SORTS[term.sort]})")
            elif self.children[term._id] and len(text) > (SHORT if self.uses[term._id] > 1 else LONG):
                name = self.texts[term._id] = f"{prefix}{len(self.definitions) + 1}"
                self.definitions.append(f"(define-fun {name} () {SORTS[term.sort]} {text})")

    def text(self, term: Term) -> str:
        children = self.children[term._id]
        if not children:
            return term.sexpr()
        head = symbol(term.kind)
        if indices := term.indices():
            head = f"(_ {head} {' '.join(map(str, indices))})"
        return f"({head} {' '.join(self.texts[c._id] for c in children)})"


def script(context: Context, log: Sequence[Entry]) -> str:
    """The script of these commands."""
    printer = _Printer(context)
    for _, *terms in log:
        for term in terms:
            printer.collect(term)
    printer.print()
    lines = ["(set-logic QF_SLIA)"]
    if any(command == "reset-assertions" for command, *_ in log):
        lines.insert(0, "(set-option :global-declarations true)")
    lines += printer.declarations + printer.definitions
    for command, *terms in log:
        texts = " ".join(printer.texts[t._id] for t in terms)
        if command == "check-sat" and terms:
            lines.append(f"(check-sat-assuming ({texts}))")
        elif command in ("push", "pop"):
            lines.append(f"({command} 1)")
        else:
            lines.append(f"({command} {texts})" if terms else f"({command})")
    return "\n".join(lines) + "\n"
