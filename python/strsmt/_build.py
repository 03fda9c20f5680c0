"""Builds the extension module strsmt._strsmt. Its declarations are those of the public header, strsmt.h.

usage: _build.py FOLDER    puts the package with its extension into FOLDER/strsmt, without pip and without a network

The header and the library are found through pkg-config (strsmt.pc), or in the folders that STRSMT_INCLUDE and
STRSMT_LIB name: a libstrsmt.a there is linked into the extension, else libstrsmt.so is used where it lies.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from cffi import FFI  # type: ignore[import]

HERE = Path(__file__).resolve().parent


def pkg_config(*options: str) -> list[str]:
    try:
        done = subprocess.run(["pkg-config", *options, "strsmt"], stdout=subprocess.PIPE, check=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"strsmt: pkg-config does not find the library (install it, set PKG_CONFIG_PATH, or set "
                         f"STRSMT_INCLUDE and STRSMT_LIB): {error}") from None
    return done.stdout.split()


def find_header() -> Path:
    if "STRSMT_INCLUDE" in os.environ:
        folders = [os.environ["STRSMT_INCLUDE"]]
    else:
        folders = [flag[2:] for flag in pkg_config("--cflags-only-I")] + pkg_config("--variable=includedir")
    for folder in folders:
        if (header := Path(folder, "strsmt.h")).is_file():
            return header.resolve()
    raise SystemExit(f"strsmt: there is no strsmt.h in {', '.join(folders)}")


def find_library() -> dict[str, Any]:
    """The keyword arguments that link the extension."""
    if "STRSMT_LIB" in os.environ:
        folder = Path(os.environ["STRSMT_LIB"]).resolve()
        if (archive := folder / "libstrsmt.a").is_file():
            found = subprocess.run(["pkg-config", "--exists", "libpcre2-32"], check=False).returncode == 0
            pcre2 = ["pcre2-32"] if found else []  # a library that is built without patterns needs none
            return {"extra_objects": [str(archive)], "libraries": ["gmp", *pcre2, "stdc++", "m"]}
        folders = [str(folder)]
    else:
        folders = [flag[2:] for flag in pkg_config("--libs-only-L")]
    return {"libraries": ["strsmt"], "library_dirs": folders, "runtime_library_dirs": folders}


def declarations(header: str) -> str:
    """What cffi can read of the header: no comments, no directives but numbers, no attributes, no C++."""
    header = re.sub(r"/\*.*?\*/", " ", header, flags=re.DOTALL)
    header = re.sub(r"^#ifdef __cplusplus\n.*?^#endif$", "", header, flags=re.DOTALL | re.MULTILINE)
    header = re.sub(r"^#define (\w+)[ \t]+\d+u?[ \t]*$", r"@define \1 ...", header, flags=re.MULTILINE)
    header = re.sub(r"^#.*$", "", header, flags=re.MULTILINE)
    return re.sub(r"\bSTRSMT_API\b", "", header).replace("@define", "#define")


def make_builder() -> FFI:
    source = (HERE / "_native.c").read_text()
    own, code = source.split("/* end of the interface */")
    header = find_header()
    builder = FFI()
    builder.cdef(declarations(header.read_text(encoding="utf-8")))
    builder.cdef(declarations(own))
    builder.cdef('extern "Python" void strsmt_python_progress(void *, const struct strsmt_statistics *);'
                 'extern "Python" void strsmt_python_log(void *, unsigned, const char *);')
    builder.set_source("strsmt._strsmt", own + code, include_dirs=[str(header.parent)],
                       extra_compile_args=["-std=gnu11"], **find_library())
    return builder


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    target = Path(sys.argv[1]).resolve()
    target.mkdir(parents=True, exist_ok=True)
    if target / "strsmt" != HERE:
        shutil.copytree(HERE, target / "strsmt", dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("__pycache__", "_strsmt.c*", "*.so"))
    work = target / "strsmt" / "build"
    module = Path(make_builder().compile(tmpdir=str(work)))
    os.replace(module, target / "strsmt" / module.name)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
else:
    ffibuilder = make_builder()
