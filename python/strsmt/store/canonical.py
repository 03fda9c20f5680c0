"""The canonical form of a question: a script of one query, its constants named by the order in which they come.

Two questions that differ in names, comments, layout, definitions or `let` have the same form; two that differ in the order of
assertions do not (the search may differ, too, and an order that all agree on would be as hard as graph isomorphism)."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import Dict, List, NamedTuple, Optional

from ..context import Context
from ..core import Const, substitute
from ..script import script
from ..smtlib import parse_smt2_string
from ..solver import Solver
from ..terms import BoolTerm, Kind, Sort, Term

TOKEN = re.compile(r'"(?:[^"]|"")*"|\|[^|]*\||;[^\n]*|[()]|[^\s()";|]+', re.S)
BEFORE = {"set-logic", "set-info", "declare-const", "declare-fun", "define-fun", "define-const", "assert"}


class Canonical(NamedTuple):
    key: bytes  # 32 bytes: SHA-256 of the version and the text
    text: str
    names: Dict[str, str]  # canonical name: the symbol in the question, as SMT-LIB writes it
    constants: Dict[str, Term]  # canonical name: the question's constant
    assertions: List[BoolTerm]


@functools.lru_cache(maxsize=None)
def version() -> str:
    """The first line of a proof: the format's version, and the hash of the signature that it needs."""
    solver = Solver(proof=True).add(False)
    solver.check()
    return str(solver.proof()).split("\n", 1)[0]


def one_query(text: str) -> bool:
    """Is the script assertions, then one (check-sat)? Only such questions are kept."""
    depth, asked, head = 0, False, False
    for token in TOKEN.findall(text):
        if token == "(":
            head = depth == 0
            depth += 1
        elif token == ")":
            depth -= 1
        elif head and token[0] != ";":
            head = False
            if token == "check-sat" and not asked:
                asked = True
            elif token not in (("exit", "get-info") if asked else BEFORE):
                return False
    return asked


def canonical(text: str) -> Optional[Canonical]:
    if not one_query(text):
        return None
    context = Context()
    assertions = parse_smt2_string(text, ctx=context)
    constants = constants_of(assertions)
    made = {c: Const(f"{SORT_LETTERS[c.sort]}!{i}", c.sort, context) for i, c in enumerate(constants)}
    if set(made.values()) & set(constants):
        made = {}  # it uses our names, in whatever order: it is its own form
    renamed = [substitute(a, made) for a in assertions] if made else assertions
    names = {made.get(c, c).name: c.sexpr() for c in constants}
    form = script(context, [("assert", a) for a in renamed] + [("check-sat",)])
    key = hashlib.sha256(f"{version()}\n{form}".encode()).digest()
    return Canonical(key, form, names, {made.get(c, c).name: c for c in constants}, assertions)


SORT_LETTERS = {Sort.BOOL: "b", Sort.INT: "n", Sort.STRING: "s", Sort.REGLAN: "r"}


def constants_of(roots: List[BoolTerm]) -> List[Term]:
    """In the order of a walk from the left."""
    found: List[Term] = []
    seen = set()
    stack: List[Term] = list(reversed(roots))
    while stack:
        term = stack.pop()
        if term._id in seen:
            continue
        seen.add(term._id)
        if term.kind == Kind.CONSTANT:
            found.append(term)
        stack.extend(reversed(term.children()))
    return found
