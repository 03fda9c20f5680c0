#!/usr/bin/env python3
"""What `meson install` gives: installs into a folder of its own, and builds programs against it with pkg-config alone.

usage: run.py [BUILD]

The program in the head comment of strsmt.h, a C++ program, programs that define or link what the library has inside
(its functions, another CaDiCaL); against the shared and the static library. Which symbols leave them.
The last line is `N passed, N failed, N skipped`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["STRSMT_BUILD"]).resolve()
SOURCE = Path(__file__).resolve().parents[2]
CC, CXX = os.environ.get("CC", "cc").split(), os.environ.get("CXX", "c++").split()
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]

passed, failed, skipped = 0, 0, 0
FOLDER = PREFIX = LIB = Path()

CPLUSPLUS = r"""
#include <strsmt.h>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>
#include <cstdio>

// Templates and exceptions of its own, as the library has.
struct context {
  strsmt *s = strsmt_new(nullptr);
  ~context() { strsmt_delete(s); }
};

int main()
{
  context c;
  std::map<std::string, std::vector<int>> numbers;
  std::vector<strsmt_term> all;
  for (const char *name : {"x", "y", "z"})
    all.push_back(strsmt_make_constant(c.s, name, STRSMT_SORT_STRING)), numbers[name].push_back(1);
  strsmt_term two = strsmt_make_2(c.s, STRSMT_RE_RANGE, strsmt_make_string(c.s, "a"), strsmt_make_string(c.s, "b"));
  for (strsmt_term x : all)
    strsmt_assert(c.s, strsmt_make_2(c.s, STRSMT_STR_IN_RE, x, two));
  strsmt_assert(c.s, strsmt_make(c.s, STRSMT_DISTINCT, all.size(), all.data()));
  try {
    if (strsmt_check(c.s) == STRSMT_UNSAT)
      throw std::runtime_error("unsat");
  } catch (const std::exception &e) {
    std::puts(e.what());
  }
}
"""

# A host whose own CaDiCaL is another one: the same names, of other sizes and meaning.
OTHER_CADICAL = r"""
#include <cstdlib>
namespace CaDiCaL {
struct Internal { Internal(); ~Internal(); int x[3]; };
struct Solver { Solver(); virtual ~Solver(); int solve(); void add(int); void configure(const char *); char y; };
Internal::Internal() { std::abort(); }
Internal::~Internal() { std::abort(); }
Solver::Solver() { std::abort(); }
Solver::~Solver() { std::abort(); }
int Solver::solve() { std::abort(); }
void Solver::add(int) { std::abort(); }
void Solver::configure(const char *) { std::abort(); }
}
void *keep(bool b) { return b ? static_cast<void *>(new CaDiCaL::Solver) : new CaDiCaL::Internal; }
"""

OWN_CADICAL = r"""
#include <cadical.hpp>
#include <strsmt.h>
#include <cstdio>
int main()
{
  CaDiCaL::Solver solver;
  for (int literal : {1, 2, 0, -1, 2, 0, 1, -2, 0, -1, -2, 0})
    solver.add(literal);
  strsmt *s = strsmt_new(nullptr);
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
  strsmt_term both[2] = {strsmt_make_2(s, STRSMT_EQ, x, strsmt_make_string(s, "a")),
                         strsmt_make_2(s, STRSMT_EQ, x, strsmt_make_string(s, "b"))};
  std::printf("%d %d", solver.solve(), strsmt_check_assuming(s, 2, both));
  std::printf(" %d\n", strsmt_check_assuming(s, 1, both));
  strsmt_delete(s);
}
"""


class Failure(Exception):
    pass


class Skip(Exception):
    pass


def demand(condition, message):
    if not condition:
        raise Failure(message)


def run(*command, env=None):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, **(env or {})}, cwd=FOLDER, timeout=300)
    demand(done.returncode == 0, f"{' '.join(map(str, command))}\nexit status {done.returncode}\n{done.stdout[-3000:]}")
    return done.stdout


def flags(*options):
    """Of pkg-config, of the installed file only, moved to where it is installed."""
    path = str(LIB / "pkgconfig")
    return run("pkg-config", f"--define-variable=prefix={PREFIX}", *options, "strsmt",
               env={"PKG_CONFIG_PATH": path}).split()


LINKS = {
    "shared": lambda: flags("--libs") + [f"-Wl,-rpath,{LIB}"],
    "static": lambda: ["-l:libstrsmt.a" if f == "-lstrsmt" else f for f in flags("--static", "--libs")],
    "all static": lambda: ["-static"] + flags("--static", "--libs"),
}


def build_and_run(name, link, sources, more=(), compiler=None):
    program = FOLDER / name
    objects = []
    for i, (suffix, text) in enumerate(sources):
        source = FOLDER / f"{name}_{i}{suffix}"
        source.write_text(text)
        objects.append(FOLDER / f"{name}_{i}.o")
        run(*(CC + ["-std=c17"] if suffix == ".c" else CXX + ["-std=c++17"]), *STRICT, *flags("--cflags"), *more, "-c",
            source, "-o", objects[-1])
    run(*(compiler or CC), *objects, *[m for m in more if m.endswith((".a", ".o"))], *LINKS[link](), "-o", program)
    return run(program)


def first_program():
    """The program in the head comment of the installed header."""
    lines = (PREFIX / "include" / "strsmt.h").read_text().split("\n")
    inside = [line for line in lines[:lines.index("#ifndef STRSMT_H")] if line.startswith(" *     ") or line == " *"]
    text = "\n".join(line[7:] for line in inside)
    text = text[text.index("#include"):]
    return text[:text.index("\n}\n") + 3]


def checker_program():
    """The same of strsmt_check.h."""
    lines = (PREFIX / "include" / "strsmt_check.h").read_text().split("\n")
    inside = [line for line in lines[:lines.index("#ifndef STRSMT_CHECK_H")] if line.startswith(" *     ") or line == " *"]
    text = "\n".join(line[7:] for line in inside)
    text = text[text.index("#include"):]
    return text[:text.index("\n}\n") + 3]


def names_inside():
    archive = BUILD / "lib" / "libstrsmt_inside.a"
    out = run("nm", "-g", "--defined-only", archive)
    names = {m.group(1) for m in re.finditer(r" T ([a-z]\w+)$", out, re.M)}
    return sorted(name for name in names if not name.startswith("strsmt_"))


def declared():
    text = (PREFIX / "include" / "strsmt.h").read_text()
    return set(re.findall(r"^STRSMT_API [^;]*?(strsmt_\w+)\(", text, re.M))


def exported(path, *options):
    return {line.split()[-1].split("@")[0] for line in run("nm", "--defined-only", *options, path).splitlines()
            if len(line.split()) == 3}


# ---- tests ----

def test_files():
    for name in ("include/strsmt.h", "include/strsmt_check.h", "lib/libstrsmt-check.so", "lib/libstrsmt-check.a", "bin/strsmt", "bin/strsmt-check", "share/man/man1/strsmt.1",
                 "share/man/man1/strsmt-check.1", "share/man/man3/libstrsmt.3"):
        demand((PREFIX / name).is_file(), f"{name} is not installed")
    demand(flags("--modversion") == [re.search(r"version: '([\d.]+)'", (SOURCE / "meson.build").read_text()).group(1)],
           "the version in strsmt.pc")


def test_symbols_shared():
    found = exported(LIB / "libstrsmt.so", "-D") - {"STRSMT_0"}
    demand(found == declared(), f"exported but not declared, or the reverse: {found ^ declared()}")
    demand("libstrsmt.so.0]" in run("readelf", "-d", LIB / "libstrsmt.so"), "the soname")


def test_symbols_static():
    found = exported(LIB / "libstrsmt.a", "-g")
    demand(found == declared(), f"global but not declared, or the reverse: {found ^ declared()}")


def test_first_program(link):
    demand(build_and_run("first_" + link.replace(" ", "_"), link, [(".c", first_program())]) == '"0"\n', "it prints")


def test_cplusplus(link):
    out = build_and_run("cplusplus_" + link.replace(" ", "_"), link, [(".cc", CPLUSPLUS)], compiler=CXX)
    demand(out == "unsat\n", f"it prints {out}")


def test_own_functions(link):
    """The host has functions of the names that the library uses inside."""
    names = names_inside()
    demand(len(names) > 200 and "terms_new" in names and "sat_new" in names, f"only {len(names)} names")
    theirs = "void abort(void);\n" + "".join(f"void {n}(void);\nvoid {n}(void) {{ abort(); }}\n" for n in names)
    out = build_and_run("functions_" + link, link, [(".c", first_program()), (".c", theirs)])
    demand(out == '"0"\n', f"it prints {out}")


def test_other_cadical(link):
    out = build_and_run("other_" + link, link, [(".cc", CPLUSPLUS), (".cc", OTHER_CADICAL)], compiler=CXX)
    demand(out == "unsat\n", f"it prints {out}")


def test_own_cadical(link):
    archives = sorted((BUILD / "cadical").glob("root/usr/lib/**/libcadical.a"))
    if not archives:
        raise Skip("no CaDiCaL in the build folder")
    headers = next((BUILD / "cadical").glob("root/usr/include/**/cadical.hpp")).parent
    compat = FOLDER / "compat.o"
    run(*CC, "-c", SOURCE / "lib" / "sat" / "glibc_compat.c", "-o", compat)
    more = ["-isystem", str(headers), str(archives[0]), str(compat)]
    out = build_and_run("own_" + link, link, [(".cc", OWN_CADICAL)], more=more, compiler=CXX)
    demand(out == "20 20 10\n", f"it prints {out}")


def test_header(standard):
    """Alone, and twice, in each language."""
    source = FOLDER / ("header.cc" if "++" in standard else "header.c")
    source.write_text("#include <strsmt.h>\n#include <strsmt_check.h>\n#include <strsmt.h>\n#include <strsmt_check.h>\nint main(void) { return strsmt_usable(0); }\n")
    run(*(CXX if "++" in standard else CC), f"-std={standard}", *STRICT, *flags("--cflags"), "-fsyntax-only", source)


def test_checker(link):
    """The library of the checker, with its own pkg-config file, alone and beside that of the solver."""
    path = {"PKG_CONFIG_PATH": str(LIB / "pkgconfig")}
    words = ["pkg-config", f"--define-variable=prefix={PREFIX}", "--cflags", "--libs", *(["--static"] if link == "static" else []), "strsmt-check"]
    options = run(*words, env=path).split()
    options = ["-l:libstrsmt-check.a" if link == "static" and o == "-lstrsmt-check" else o for o in options]
    source, program = FOLDER / "checker.c", FOLDER / f"checker-{link}"
    source.write_text(checker_program())
    run(*CC, "-std=c17", *STRICT, source, *options, f"-Wl,-rpath,{LIB}", "-o", program)
    demand(run(program) == "the proof holds\n", "the program in the head comment of strsmt_check.h")
    source = FOLDER / "both.c"
    source.write_text("#include <strsmt.h>\n#include <strsmt_check.h>\n"
                      "int main(void) { strsmt_delete(strsmt_new(NULL)); strsmt_checker_delete(strsmt_checker_new(NULL)); return 0; }\n")
    run(*CC, "-std=c17", *STRICT, source, *flags("--cflags"), *options, *LINKS[link](), "-o", FOLDER / f"both-{link}")
    run(FOLDER / f"both-{link}")


def attempt(test, *arguments):
    global passed, failed, skipped
    name = " ".join([test.__name__[5:].replace("_", " "), *arguments])
    try:
        test(*arguments)
        passed += 1
    except Skip as reason:
        skipped += 1
        print(f"skipped {name}: {reason}")
    except (Failure, OSError, subprocess.TimeoutExpired, StopIteration, ValueError) as problem:
        failed += 1
        print(f"FAILED {name}: {problem}")


def main():
    global FOLDER, PREFIX, LIB
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = Path(folder)
        destination = FOLDER / "installed"
        run("meson", "install", "-C", BUILD, "--destdir", destination, "--quiet")
        LIB = next(destination.rglob("pkgconfig")).parent
        PREFIX = next(destination.rglob("strsmt.h")).parents[1]
        for test in (test_files, test_symbols_shared, test_symbols_static):
            attempt(test)
        for link in ("shared", "static"):
            for test in (test_first_program, test_cplusplus, test_own_functions, test_other_cadical, test_own_cadical, test_checker):
                attempt(test, link)
        attempt(test_first_program, "all static")
        for standard in ("c99", "c11", "c17", "c++11", "c++17", "c++20"):
            attempt(test_header, standard)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    if not shutil.which("pkg-config"):
        sys.exit(77)
    sys.exit(main())
