#!/usr/bin/env python3
"""Tries every code block of docs/*.md and README.md: run.py [--only TEXT] [PAGE.md ...]

A block is tried by its language:
    c        with a main: compiled with warnings as errors, and run
    smt2     answered by `strsmt --check`
    python   run, if the package strsmt can be built from python/
    console  each line `$ COMMAND` is run in a shell; what follows it is its output (standard output and error)
A `text` block behind a c, smt2 or python block is what that must print; its exit status must be 0 in any case. In what
is expected, `...` stands for any text (a line of its own: for any lines), and any figure of milliseconds or seconds for
any other.

Comments before a block say more:
    <!-- file: NAME -->       the block is in that file while the page is tried
    <!-- source: PATH -->     the block is a quotation: its lines stand like this in that file (a line `...` leaves out)
    <!-- needs: PROGRAM -->   the block is skipped where that program is not in PATH
    <!-- needs: the Python package -->   python3 has the package strsmt in a console block; skipped where it cannot be built
    <!-- not run: REASON -->  the block is skipped (an example of what it would look like)
A block that is none of this is a failure, so that none is forgotten. So is a link to a page, heading or file that is
not there, and a docs/api.md that is not what docs/api.py makes of the header, or a docs/budgets.md that is not what
docs/budgets.py makes of the table.

The blocks of a page are run in order in one scratch folder, which holds copies of examples/, include/ and proofs/,
with the built programs in PATH. The environment says what was built (STRSMT_BUILD). Prints
`N passed, N failed, N skipped`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
SOURCE = Path(os.environ.get("STRSMT_SOURCE") or HERE.parents[1]).resolve()
BUILD = Path(os.environ.get("STRSMT_BUILD") or SOURCE / "build").resolve()
sys.path.insert(0, str(SOURCE / "docs"))
import api  # noqa: E402
import budgets  # noqa: E402
import html_pages  # noqa: E402

TIMEOUT = 120
FENCE = re.compile(r"^```(\w*)\s*$")
COMMENT = re.compile(r"^<!-- (file|source|needs|not run): (.*) -->$")
TIME = re.compile(r"\d+(?:\.\d+)?(?= (?:ms|s|milliseconds|seconds)\b)")


class Failure(Exception):
    pass


class Skipped(Exception):
    pass


class Block:
    def __init__(self, page, line, language, notes):
        self.page, self.line, self.language, self.notes = page, line, language, notes
        self.lines = []
        self.output = None  # the text block that belongs to it

    @property
    def text(self):
        return "".join(line + "\n" for line in self.lines)

    def __str__(self):
        return f"{self.page.relative_to(SOURCE)}:{self.line}: {self.language or 'a block without a language'}"


def blocks_of(page):
    """The blocks of a page, in order; a text block right behind another one becomes its output."""
    found, notes, block, adjacent = [], {}, None, False
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        fence = FENCE.match(line)
        if block:
            if line.rstrip() != "```":
                block.lines.append(line)
                continue
            takes_output = found and adjacent and not block.notes and found[-1].output is None
            if block.language == "text" and takes_output and found[-1].language in ("c", "smt2", "python"):
                found[-1].output = block.text
            else:
                found.append(block)
            block, notes, adjacent = None, {}, True
        elif fence:
            block = Block(page, number, fence.group(1), notes)
        elif COMMENT.match(line):
            kind, value = COMMENT.match(line).groups()
            notes[kind] = value
        elif line.strip():
            notes, adjacent = {}, False
    if block:
        raise Failure(f"{block} is not closed")
    return found


# ---- comparing ------------------------------------------------------------------------------------------------------


def pattern(expected):
    """What is expected, as a regular expression."""
    parts = []
    for line in expected.rstrip("\n").split("\n"):
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*?")
            continue
        pieces = []
        for piece in line.rstrip().split("..."):
            last, text = 0, ""
            for figure in TIME.finditer(piece):
                text += re.escape(piece[last:figure.start()]) + r"\d+(?:\.\d+)?"
                last = figure.end()
            pieces.append(text + re.escape(piece[last:]))
        parts.append(".*".join(pieces) + r"[ \t]*\n")
    return re.compile("".join(parts) + r"\Z")


def compare(expected, printed):
    printed = printed.rstrip() + "\n" if printed.strip() else ""
    if not expected.strip():
        if printed:
            raise Failure("nothing was expected, and it printed\n" + printed)
    elif not pattern(expected).match(printed):
        raise Failure("expected\n" + expected + "printed\n" + printed)


def compare_output(block, printed):
    if block.output is not None:
        compare(block.output, printed)


# ---- running --------------------------------------------------------------------------------------------------------


class Page:
    """A scratch folder for the blocks of one page, and the environment in which they are run."""

    package = None  # (interpreter, where the package strsmt is for it); the latter is "" if it cannot be had

    def __init__(self, folder):
        self.folder = Path(folder)
        for name in ("examples", "include", "proofs"):
            shutil.copytree(SOURCE / name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        # what is described is the library as installed; here it lies in the build folder, and its header in the source
        described = (BUILD / "meson-private" / "strsmt.pc").read_text(encoding="utf-8")
        for name, path in (("libdir", BUILD / "lib"), ("includedir", SOURCE / "include")):
            described = re.sub(rf"^{name}=.*$", f"{name}={path}", described, flags=re.MULTILINE)
        (self.folder / "strsmt.pc").write_text(described, encoding="utf-8")
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", PKG_CONFIG_PATH=str(self.folder),
                                LD_LIBRARY_PATH=str(BUILD / "lib"),
                                PATH=os.pathsep.join([str(BUILD), str(BUILD / "examples"), os.environ["PATH"]]))

    def with_package(self):
        """The environment in which `python3` has the package."""
        if Page.package is None:
            Page.package = find_package()
        python, folder = Page.package
        if not folder:
            raise Skipped("the Python package cannot be built here")
        programs = self.folder / ".programs"
        if not programs.is_dir():
            programs.mkdir()
            (programs / "python3").symlink_to(python)
        return dict(self.environment, PYTHONPATH=folder, PYTHONDONTWRITEBYTECODE="1",
                    PATH=os.pathsep.join([str(programs), self.environment["PATH"]]))

    def run(self, *command, shell=False, environment=None):
        done = subprocess.run(command[0] if shell else command, shell=shell, cwd=self.folder, timeout=TIMEOUT,
                              env=environment or self.environment, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout

    def must_run(self, *command, environment=None):
        status, printed = self.run(*command, environment=environment)
        if status:
            raise Failure(f"exit status {status}\n{printed}")
        return printed

    def write(self, block, default):
        path = self.folder / block.notes.get("file", default)
        path.write_text(block.text, encoding="utf-8")
        return path.name

    def try_c(self, block):
        if "main(" not in block.text:
            raise Failure("neither a program nor a quotation (<!-- source: ... -->)")
        name = self.write(block, "block.c")
        flags = self.must_run("pkg-config", "--static", "--cflags", "--libs", "strsmt").split()
        self.must_run(*os.environ.get("CC", "cc").split(), "-std=c17", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra",
                      "-Werror", name, "-o", "block", *flags, "-lpthread")
        compare_output(block, self.must_run("./block"))

    def try_smt2(self, block):
        compare_output(block, self.must_run("strsmt", "--check", self.write(block, "block.smt2")))

    def try_console(self, block):
        environment = self.with_package() if block.notes.get("needs") == "the Python package" else None
        commands = []
        for line in block.lines:
            if line.startswith("$ "):
                commands.append([line[2:], ""])
            elif commands and commands[-1][0].endswith("\\"):
                commands[-1][0] += "\n" + line
            elif commands:
                commands[-1][1] += line + "\n"
            else:
                raise Failure("a console block starts with `$ COMMAND`")
        for command, expected in commands:
            printed = self.run(command, shell=True, environment=environment)[1]
            try:
                compare(expected, printed)
            except Failure as failure:
                raise Failure(f"$ {command}\n{failure}") from None

    def try_python(self, block):
        environment = self.with_package()
        compare_output(block, self.must_run(Page.package[0], self.write(block, "block.py"), environment=environment))

    def try_quotation(self, block):
        path = SOURCE / block.notes["source"]
        if not path.is_file():
            raise Failure(f"{block.notes['source']} is not there")
        text = "\n" + "\n".join(line.rstrip() for line in path.read_text(encoding="utf-8").split("\n")) + "\n"
        position = 0
        for piece in re.split(r"(?m)^\s*\.\.\.\s*$\n", block.text):
            piece = "\n".join(line.rstrip() for line in piece.rstrip("\n").split("\n"))
            position = text.find("\n" + piece + "\n", position)
            if position < 0:
                raise Failure(f"these lines do not stand in {block.notes['source']}, in this order:\n{piece}")
            position += len(piece) + 1

    def try_block(self, block):
        if "not run" in block.notes:
            raise Skipped(block.notes["not run"])
        if "source" in block.notes:
            return self.try_quotation(block)
        if block.notes.get("needs") not in (None, "the Python package") and not shutil.which(block.notes["needs"], path=self.environment["PATH"]):
            raise Skipped(f"{block.notes['needs']} is not here")
        method = getattr(self, "try_" + block.language, None) if block.language else None
        if method:
            return method(block)
        if "file" in block.notes:
            return None
        raise Failure("nothing says how to try this block")


def find_package():
    """An interpreter, and the folder from which `import strsmt` works for it, the package being that of python/; "" if it
    cannot be built."""
    script, folder = SOURCE / "python" / "strsmt" / "_build.py", BUILD / "docs-python"
    environment = dict(os.environ, STRSMT_INCLUDE=str(SOURCE / "include"), STRSMT_LIB=str(BUILD / "lib"),
                       PYTHONDONTWRITEBYTECODE="1")
    for python in dict.fromkeys((sys.executable, shutil.which("python3"), "/usr/bin/python3")):
        shutil.rmtree(folder, ignore_errors=True)
        build = subprocess.run([python, str(script), str(folder)], env=environment, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if build.returncode == 0:
            return python, str(folder)
    print("the Python package cannot be built: " + (build.stdout.strip().split("\n") or [""])[-1])
    return sys.executable, ""


def reasons():
    """The reasons of `unknown` in the source, as format strings."""
    text = "".join(p.read_text(encoding="utf-8") for p in sorted((SOURCE / "lib" / "core").glob("*.c")))
    found = re.findall(r's(?:olver)?->reason, sizeof [^,]*, "([^"]+)"', text) + re.findall(r'\[STOP_\w+\] = "([^"]+)"', text)
    return sorted(set(found) - {"%s"})


def try_page(page, only, note):
    with tempfile.TemporaryDirectory() as scratch:
        runner, blocks = Page(scratch), blocks_of(page)
        for block in blocks:
            if "file" in block.notes:
                runner.write(block, "")
        for block in blocks:
            if only and only not in str(block) and only not in block.text:
                continue
            try:
                runner.try_block(block)
                note(str(block), None)
            except Skipped as reason:
                note(str(block), None, skipped=str(reason))
            except Failure as failure:
                note(str(block), str(failure))
            except subprocess.TimeoutExpired:
                note(str(block), f"not done after {TIMEOUT} seconds")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="only blocks whose place, language or text contains this")
    parser.add_argument("pages", nargs="*", type=Path)
    arguments = parser.parse_args()
    if not (BUILD / "strsmt").is_file():
        parser.error(f"no programs in {BUILD}; set STRSMT_BUILD")
    counts = {"passed": 0, "failed": 0, "skipped": 0}

    def note(name, problem, skipped=None):
        kind = "failed" if problem else "skipped" if skipped else "passed"
        counts[kind] += 1
        if problem or skipped:
            print(f"{'FAIL' if problem else 'skipped'} {name}: {(problem or skipped).rstrip()}", flush=True)

    for page in arguments.pages or [SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))]:
        try:
            try_page(page.resolve(), arguments.only, note)
        except Failure as failure:
            note(str(page), str(failure))
    if not arguments.pages and not arguments.only:
        for name, problem in html_pages.check_links(SOURCE):
            note(name, problem)
        said = (SOURCE / "docs" / "unknown.md").read_text(encoding="utf-8")
        for reason in reasons():
            known = all(part in said for part in re.split(r"%[a-z]+", reason))
            note(f"docs/unknown.md: {reason}", None if known else "this reason is not explained there")
        header, page = SOURCE / "include" / "strsmt.h", SOURCE / "docs" / "api.md"
        same = page.is_file() and page.read_text(encoding="utf-8") == api.page(header.read_text(encoding="utf-8"))
        note("docs/api.md", None if same else "not what docs/api.py makes of include/strsmt.h: build, and commit it")
        table, page = SOURCE / "lib" / "base" / "budgets.def", SOURCE / "docs" / "budgets.md"
        same = page.is_file() and page.read_text(encoding="utf-8") == budgets.page(table.read_text(encoding="utf-8"))
        note("docs/budgets.md", None if same else "not what docs/budgets.py makes of budgets.def: build, and commit it")
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
