#!/usr/bin/env python3
"""Holds the includes against the list of layers: run.py [SOURCE]

lib/layers names the folders of lib/, one a line. A file includes what stands in its own folder, or in one further up in
the list. What stands beside the library knows less: cli/ the public headers and the reader's script.h, examples/ and
python/ the public headers, proofs/check nothing of lib/. A folder that is in no line, and a line without a folder, are
failures. Prints `N passed, N failed`.
"""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("STRSMT_SOURCE") or Path(__file__).resolve().parents[2])
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.M)
GENERATED = {"signature_hash.h"}
PUBLIC = {path.name for path in (SOURCE / "include").glob("*.h")}
SUFFIXES = {".c", ".h", ".cc", ".def"}
# Beside the library: the headers of it that a folder may include.
BESIDE = {"cli": PUBLIC | {"script.h"}, "examples": PUBLIC, "python": PUBLIC, "proofs/check": {"strsmt_check.h"}}


def layers():
    return [line.split()[0] for line in (SOURCE / "lib" / "layers").read_text(encoding="utf-8").splitlines() if line.strip()]


def files(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and p.is_file())


def includes(path):
    """(line, name) of each include with quotes, or of a header of the project."""
    text = path.read_text(encoding="utf-8")
    for m in INCLUDE.finditer(text):
        yield text.count("\n", 0, m.start()) + 1, m.group(1) == "<", m.group(2)


def layer_of(path, names):
    folder = path.parent.relative_to(SOURCE / "lib").as_posix()
    return folder if folder in names else None


def wrong_in_library(names):
    for path in files(SOURCE / "lib"):
        own = layer_of(path, names)
        if own is None:
            yield path, 1, "stands in a folder that lib/layers does not name"
            continue
        for line, system, name in includes(path):
            if system or name in GENERATED or (path.parent / name).is_file():
                continue
            folder = os.path.dirname(name)
            if not (SOURCE / "lib" / name).is_file():
                yield path, line, f"includes {name}, which is no header of lib/"
            elif folder not in names or names.index(folder) > names.index(own):
                yield path, line, f"includes {name}: {folder} does not stand before {own} in lib/layers"


def wrong_beside(folder, allowed):
    library = {p.name for p in files(SOURCE / "lib") if p.suffix == ".h"} | PUBLIC
    own = {p.name for p in files(SOURCE / folder)}
    for path in files(SOURCE / folder):
        for line, system, name in includes(path):
            base = os.path.basename(name)
            if system and base not in PUBLIC:  # the C library's, as <strings.h>
                continue
            inside = (SOURCE / "lib" / name).is_file() and "/" in name
            if inside or (base in library and base not in own and base not in allowed):
                yield path, line, f"includes {name}, which {folder}/ must not know"


def main():
    names, failed, passed = layers(), 0, 0
    groups = [("lib", wrong_in_library(names))]
    groups += [(folder, wrong_beside(folder, allowed)) for folder, allowed in BESIDE.items() if (SOURCE / folder).is_dir()]
    missing = [(SOURCE / "lib" / "layers", 1, f"names {n}, which is no folder with files")
               for n in names if not any(p.parent == SOURCE / "lib" / n for p in files(SOURCE / "lib"))]
    for what, found in [("lib/layers", missing)] + groups:
        found = list(found)
        for path, line, problem in found:
            print(f"FAIL {path.relative_to(SOURCE)}:{line}: {problem}")
        passed, failed = passed + (not found), failed + bool(found)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
