"""Checking proofs with strsmt-check, a program that shares no source with the library."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Optional, Union

from .errors import ProofError, StrsmtError

Text = Union[str, bytes, Path]


class Proof(str):
    """The text of a proof. Notebooks show what it holds."""

    __slots__ = ()

    def rules(self) -> dict[str, int]:
        """How often each rule is used, the most frequent first.

        >>> from strsmt import Length, Solver, String
        >>> s = Solver(proof=True).add(Length(String("x")) < 0)
        >>> s.check(), sum(s.proof().rules().values()) > 0
        (unsat, True)
        """
        found = re.findall(r"^s \d+ (\S+)", self, re.MULTILINE)
        return dict(sorted(((r, found.count(r)) for r in set(found)), key=lambda item: (-item[1], item[0])))

    def _repr_html_(self) -> str:
        from .show import html_table

        rows = [("lines", str(self.count("\n"))), ("characters", str(len(self)))]
        return html_table(rows + [(rule, str(count)) for rule, count in self.rules().items()], ("rule", "steps"))


def find_checker() -> str:
    """The program that STRSMT_CHECK names, or the one beside this package, or the one in PATH."""
    named = os.environ.get("STRSMT_CHECK")
    beside = shutil.which("strsmt-check", path=str(Path(__file__).parent))
    found = named or beside or shutil.which("strsmt-check")
    if not found:
        raise StrsmtError("there is no strsmt-check, neither in PATH nor as STRSMT_CHECK says")
    return found


def _file(folder: str, name: str, content: Text) -> Path:
    if isinstance(content, Path):
        return content
    path = Path(folder, name)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def check_proof(problem: Text, proof: Text, timeout: Optional[float] = None) -> list[int]:
    """Checks the proof of an SMT-LIB problem, each as text or as the `Path` of a file. Returns the queries that it
    shows to be unsatisfiable, counted from 1; raises ProofError if the proof does not hold, or shows none.

    >>> from strsmt import Length, Solver, String
    >>> s = Solver(proof=True).add(Length(String("x")) < 0)
    >>> s.check()
    unsat
    >>> check_proof(s.to_smt2(), s.proof())
    [1]
    """
    with tempfile.TemporaryDirectory(prefix="strsmt-") as folder:
        files = [_file(folder, "problem.smt2", problem), _file(folder, "problem.proof", proof)]
        try:
            done = subprocess.run([find_checker(), *map(str, files)], stdin=subprocess.DEVNULL, capture_output=True,
                                  timeout=timeout)
        except OSError as error:
            raise StrsmtError(f"strsmt-check cannot be run: {error}") from None
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip()
        raise ProofError(message or f"strsmt-check ended with {done.returncode}", done.returncode)
    queries = re.findall(r"^query (\d+): unsat \(checked\)$", done.stdout.decode(), re.MULTILINE)
    if not queries:
        raise ProofError("strsmt-check confirmed no query", 1)
    return [int(q) for q in queries]
