"""Evidence that is kept, and how it is tried before it counts."""

from __future__ import annotations

import functools
import json
import re
import zlib
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from ..context import Context
from ..core import And, Const
from ..errors import StrsmtError
from ..model import evaluate
from ..proof import check_proof
from ..smtlib import parse_smt2_string, parse_term
from ..solver import Solver
from ..terms import Sort
from .canonical import Canonical, canonical, version
from .database import Database, Row, open_database

# What evidence that is none can raise.
DAMAGED = (StrsmtError, ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError, zlib.error)

MOST_INFLATED = 1 << 28  # a row that would become larger is no row of ours


class Kept(NamedTuple):
    answer: str  # "sat" or "unsat"
    proof: bytes  # of the question's own script; confirmed by the checker
    values: Dict[str, str]  # of its constants, as SMT-LIB writes them; they were evaluated


def look_up(database: Database, question: Canonical, text: str) -> Optional[Kept]:
    """What is kept of a question, once it has been tried on the question itself; else None, and the row is dropped."""
    row = database.get(question.key)
    if row is None:
        return None
    try:
        found = tried(row, question, text)
    except DAMAGED:
        found = None
    if found is None:
        database.delete(question.key)
    return found


def inflate(data: bytes) -> str:
    stream = zlib.decompressobj()
    text = stream.decompress(data, MOST_INFLATED)
    if stream.unconsumed_tail or not stream.eof:
        raise ValueError("the evidence is cut short, or longer than any that is kept")
    return text.decode()


def tried(row: Row, question: Canonical, text: str) -> Optional[Kept]:
    evidence = json.loads(inflate(row.evidence))
    if row.answer == "unsat":
        proof = renamed(evidence["proof"], question.names).encode()
        return Kept("unsat", proof, {}) if check_proof(text, proof) == [1] else None
    if row.answer == "sat":
        context = question.assertions[0].context if question.assertions else None
        values = {term: parse_term(evidence["values"][name], ctx=context) for name, term in question.constants.items()}
        if not question.assertions or evaluate(And(*question.assertions), values) is True:
            return Kept("sat", b"", {term.name: value.sexpr() for term, value in values.items()})
    return None


CONSTANT = re.compile(r"^k (\d+) (\S+) ", re.MULTILINE)


def renamed(proof: str, names: Dict[str, str]) -> str:
    """The proof with the question's names in the place of the canonical ones: a record `k` is all that has a name."""
    return CONSTANT.sub(lambda found: f"k {found[1]} {names.get(found[2], found[2])} ", proof)


class Searched(NamedTuple):
    answer: str
    reason: str
    row: Optional[Row]  # None if the answer is "unknown"


def search(question: Canonical, timeout: Optional[float] = None, steps: Optional[int] = None, memory: Optional[int] = None) -> Searched:
    """Searches the canonical form."""
    context = Context()
    solver = Solver(proof=True, ctx=context).add(parse_smt2_string(question.text, ctx=context))
    answer = str(solver.check(timeout=timeout, steps=steps, memory=memory))
    if answer == "unknown":
        return Searched(answer, solver.reason_unknown(), None)
    evidence: Dict[str, Any] = {"script": question.text}
    if answer == "unsat":
        evidence["proof"] = str(solver.proof())
    else:
        values = solver.model()._literals
        evidence["values"] = {name: (values[c].sexpr() if (c := Const(name, term.sort, context)) in values else ANY[term.sort])
                              for name, term in question.constants.items()}
    data = zlib.compress(json.dumps(evidence).encode(), 6)
    return Searched(answer, "", Row(question.key, version(), answer, data, float(solver.statistics()["seconds"])))


ANY = {Sort.BOOL: "true", Sort.INT: "0", Sort.STRING: '""', Sort.REGLAN: "re.none"}  # where any value will do


def answer(url: str, text: str, timeout: Optional[float] = None, steps: Optional[int] = None,
           memory: Optional[int] = None) -> Optional[Tuple[Searched, Optional[Kept], bool]]:
    """A question's answer by what is kept, or by a search, which is then kept: the answer, its evidence, and whether it was
    kept. None if a question of this kind is not kept."""
    question = canonical(text)
    database = connected(url)
    if question is None or database is None:
        return None
    kept = look_up(database, question, text)
    if kept:
        return Searched(kept.answer, "", None), kept, True
    searched = search(question, timeout, steps, memory)
    kept = tried(searched.row, question, text) if searched.row else None
    if searched.row and kept:
        database.put(searched.row)
    return searched, kept, False


@functools.lru_cache(maxsize=4)
def connected(url: str) -> Optional[Database]:
    """This process's connection; None if there is none to be had."""
    try:
        return open_database(url)
    except Exception:  # whatever a driver raises: a store that is not there is a store that knows nothing
        return None


def verify(database: Database) -> List[bytes]:
    """Tries each row of this version on its own script, and drops those that do not hold. Returns their keys."""
    wrong = []
    for row in database.rows():
        if row.version != version():
            continue
        try:
            script = json.loads(inflate(row.evidence))["script"]
            form = canonical(script)
            good = form is not None and form.key == row.key and tried(row, form, script) is not None
        except DAMAGED:
            good = False
        if not good:
            database.delete(row.key)
            wrong.append(row.key)
    return wrong
