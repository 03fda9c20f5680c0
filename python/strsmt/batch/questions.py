"""Questions, and how one is asked. Whatever runs here runs in a worker; what goes to it and comes back is small and can
be pickled."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple, Union

from .._strsmt import ffi, lib
from ..context import Handle
from ..errors import OutOfMemory, ProofError, StrsmtError
from ..proof import check_proof
from ..script import script
from ..smtlib import _encoded, _text
from ..solver import Solver
from ..watch import Watch, limits_of
from .records import Answer


@dataclasses.dataclass(frozen=True)
class Limits:
    """Of each query: seconds, steps of work, bytes; None is no limit. `check` says whether proofs are checked."""

    timeout: Optional[float] = None
    steps: Optional[int] = None
    memory: Optional[int] = None
    check: bool = True
    store: Optional[str] = None  # see strsmt.store
    first_steps: int = 100_000  # what is answered in so many steps is not looked up: that takes longer


class Found(NamedTuple):
    answers: List[str]
    reason: str
    output: str
    checked: int
    proof_bytes: int
    kept: int = 0


@dataclasses.dataclass(frozen=True)
class Script:
    """An SMT-LIB script, as text or in a file that the workers can read."""

    text: Union[str, Path]
    name: str = ""

    def ask(self, limits: Limits) -> Found:
        text = self.text if isinstance(self.text, str) else self.text.read_text(encoding="utf-8")
        if limits.store:
            if (found := self.ask_store(text, limits)) is not None:
                return found
        return self.search(text, limits)

    def ask_store(self, text: str, limits: Limits) -> Optional[Found]:
        """A first search that is short; then what is kept. None: to be searched as if there were no store."""
        from ..store import answer  # it needs modules that a question without a store does not

        if limits.steps and limits.steps <= limits.first_steps:
            return None
        first = self.search(text, dataclasses.replace(limits, steps=limits.first_steps))
        if "unknown" not in first.answers:
            return first
        known = answer(limits.store or "", text, limits.timeout, limits.steps, limits.memory)
        if known is None:
            return None
        searched, evidence, kept = known
        if searched.answer != "unknown" and evidence is None:
            return None
        proof = evidence.proof if evidence else b""
        return Found([searched.answer], searched.reason, searched.answer + "\n", int(searched.answer == "unsat"), len(proof), int(kept))

    @staticmethod
    def search(text: str, limits: Limits) -> Found:
        output, proof = run_with_proof(text, limits)
        lines = output.split("\n")
        answers = [line for line in lines if line in ("sat", "unsat", "unknown")]
        reason = next((found[1] for found in map(REASON.match, lines) if found), "")
        checked = confirmed(text, proof, answers) if limits.check else 0
        return Found(answers, reason, output, checked, len(proof))


REASON = re.compile(r"^\(:reason-unknown (.*)\)$")


def run_with_proof(text: str, limits: Limits) -> Tuple[str, bytes]:
    """What the script answers, and the proof of all its queries."""
    data, handle = _encoded(text), Handle(blocking=False)
    handle.call(lib.strsmt_keep_proof, lib.STRSMT_PROOF_BINARY)
    out = ffi.gc(lib.strsmt_python_output_new(), lib.strsmt_python_output_delete)
    if not out:
        raise OutOfMemory("out of memory")
    handle.call(lib.strsmt_set_limits, limits_of(limits.timeout, limits.steps, limits.memory))
    watch = Watch(handle)
    try:
        watch.call(lib.strsmt_run_script, data, len(data), ffi.addressof(lib, "strsmt_python_write"), out)
    except StrsmtError as error:
        error.output = _text(out)
        raise
    size = ffi.new("size_t *")
    kept = handle.call(lib.strsmt_kept_proof, size)
    return _text(out), bytes(ffi.buffer(kept, size[0])) if size[0] else b""


def confirmed(text: str, proof: bytes, answers: Sequence[str]) -> int:
    """How many queries are unsat; raises ProofError unless the checker confirms each of them."""
    wanted = [i for i, answer in enumerate(answers, 1) if answer == "unsat"]
    if wanted and (found := check_proof(text, proof)) != wanted:
        raise ProofError(f"queries {wanted} are unsat, but the checker confirmed {found}", 1)
    return len(wanted)


@dataclasses.dataclass(frozen=True)
class Policies:
    """Does the policy `new` allow anything that `old` does not? Two files that the workers can read. The program
    strsmt-policy answers (found in PATH, or as STRSMT_POLICY says): "unsat" if nothing, "sat" if something."""

    new: Path
    old: Path
    options: Tuple[str, ...] = ()
    name: str = ""

    def ask(self, limits: Limits) -> Found:
        program = os.environ.get("STRSMT_POLICY") or shutil.which("strsmt-policy") or "strsmt-policy"
        command = [program, "check-no-new-access", "--json", *self.options, str(self.new), str(self.old)]
        return Command(tuple(command), {0: "unsat", 2: "sat", 3: "unknown"}, self.name).ask(limits)


@dataclasses.dataclass(frozen=True)
class Command:
    """Any program; `statuses` says which exit status is which answer. Others are errors, with what the program said."""

    arguments: Tuple[str, ...]
    statuses: Any
    name: str = ""

    def ask(self, limits: Limits) -> Found:
        grace = None if limits.timeout is None else 2 * limits.timeout + 10
        done = subprocess.run(self.arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=grace)
        if done.returncode not in self.statuses:
            raise StrsmtError(done.stderr.strip() or f"{self.arguments[0]} ended with {done.returncode}")
        answer = self.statuses[done.returncode]
        return Found([answer], done.stderr.strip() if answer == "unknown" else "", done.stdout, int(answer == "unsat"), 0)


Question = Union[Script, Policies, Command]
Ask = Union[str, Path, Solver, Question]


def question_of(ask: Ask, number: int) -> Question:
    """What was given to `run`, as a question with a name. A solver stands for its assertions as they are now."""
    if isinstance(ask, Solver):
        ask = Script(script(ask.context, [("assert", a) for a in ask.assertions()] + [("check-sat",)]))
    if isinstance(ask, str):
        ask = Script(ask)
    if isinstance(ask, os.PathLike):
        ask = Script(Path(ask), str(ask))
    return ask if ask.name else dataclasses.replace(ask, name=str(number))


def answer_question(number: int, question: Question, limits: Limits, worker: str, attempts: int) -> Answer:
    """Asks; every mistake of the question becomes an answer."""
    begin = time.monotonic()
    try:
        found = question.ask(limits)
        text = " ".join(found.answers) or "none"
    except ProofError as error:
        found, text = Found([], f"the proof was refused: {error}", "", 0, 0), "error"
    except (StrsmtError, OSError, UnicodeError, MemoryError, subprocess.TimeoutExpired) as error:
        found, text = Found([], str(error) or type(error).__name__, getattr(error, "output", "") or "", 0, 0), "error"
    return Answer(number, question.name, text, found.reason, str(found.output), found.checked, found.proof_bytes,
                  round(time.monotonic() - begin, 6), worker, found.kept, attempts)
