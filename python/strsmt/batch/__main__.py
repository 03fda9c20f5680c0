"""python3 -m strsmt.batch: answers many scripts, with checked proofs, in processes or on a cluster."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Iterable, Iterator, List, Optional

from ..errors import ArgumentError
from .questions import Ask, Policies, Script
from .records import write_jsonl
from .run import run


def questions(paths: List[str]) -> Iterator[Ask]:
    """The files, those of folders, and the lines of JSONL files (see --help)."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from (Script(p, str(p)) for p in sorted(path.rglob("*.smt2")))
        elif path.suffix == ".jsonl":
            with open(path, encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield question_of_line(json.loads(line), f"{path}:{number}", path.parent)
        else:
            yield Script(path, str(path))


def question_of_line(entry: dict, place: str, folder: Path) -> Ask:  # type: ignore[type-arg]
    name = str(entry.get("name", place))
    if "script" in entry:
        return Script(entry["script"], name)
    if "file" in entry:
        return Script(folder / entry["file"], name)
    if "old" in entry and "new" in entry:
        return Policies(folder / entry["new"], folder / entry["old"], tuple(entry.get("options", ())), name)
    raise ArgumentError(f"{place}: a question has `script`, `file`, or `old` and `new`")


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m strsmt.batch", description=__doc__, epilog="""A line of a JSONL file is an
object with `script` (SMT-LIB text), `file` (a path, from the folder of the JSONL file), or `old` and `new` (policies), and perhaps a `name`.
Answers are lines of JSON, in order unless --completed. Exit status: 0 if every question was answered (sat, unsat or unknown), 1 if
there was an error among them, 130 after Ctrl-C.""")
    parser.add_argument("questions", nargs="+", metavar="FILE", help="a script, a folder of scripts, or a .jsonl file of questions")
    parser.add_argument("-j", "--jobs", type=int, default=0, metavar="N", help="worker processes (0: none, all in this one)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, as tcp://host:8786; `local` makes one for -j workers")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="of each query")
    parser.add_argument("--memory", type=float, metavar="MB", help="of each query")
    parser.add_argument("--steps", type=int, metavar="N", help="of each query: steps of work")
    parser.add_argument("--no-check", action="store_true", help="do not have the proofs checked")
    parser.add_argument("--store", metavar="STORE", help="keep answers there, and look hard questions up: a SQLite file, or postgresql://...")
    parser.add_argument("--completed", action="store_true", help="answers as they come, not in order")
    parser.add_argument("--attempts", type=int, default=3, metavar="N", help="how often a question is asked whose worker dies (3)")
    parser.add_argument("--output", default="-", metavar="FILE", help="where the answers go (-: the standard output)")
    parser.add_argument("--progress", action="store_true", help="a bar on the standard error")
    options = parser.parse_args(arguments)
    memory = None if options.memory is None else int(options.memory * 1e6)
    try:
        asked: Iterable[Ask] = questions(options.questions)
        if not any(path.endswith(".jsonl") for path in options.questions):
            asked = list(asked)  # names only: then the bar knows how many
        answers = run(asked, jobs=options.jobs, scheduler=options.scheduler, timeout=options.timeout,
                      steps=options.steps, memory=memory, check=not options.no_check,
                      store=options.store, completed=options.completed,
                      attempts=options.attempts, progress=options.progress)
        counts = write_jsonl(answers, sys.stdout if options.output == "-" else options.output)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except (OSError, ValueError) as error:
        print(f"strsmt.batch: {error}", file=sys.stderr)
        return 1
    return 1 if "error" in counts else 0


if __name__ == "__main__":
    sys.exit(main())
