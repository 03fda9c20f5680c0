"""The package as a whole: versions, declarations, examples, documentation, types."""

import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import strsmt
from strsmt import show
from strsmt._strsmt import ffi, lib

TOP = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((TOP / "examples").glob("*.py"))


def test_version():
    text = (TOP / "pyproject.toml").read_text()
    assert f'\nversion = "{strsmt.__version__}"\n' in text
    assert lib.STRSMT_VERSION_MAJOR == int(strsmt.__version__.split(".")[0])


def test_every_operator_can_be_printed_and_built():
    operators = {k.name for k in strsmt.Kind if lib.strsmt_kind_symbol(k) != ffi.NULL}
    assert operators == set(show.PYTHON) and operators >= set(show.LATEX)
    for name in show.PYTHON.values():
        assert not name[0].isalpha() or hasattr(strsmt, name)


def test_every_error_has_an_exception():
    codes = {v for k, v in ffi.typeof("strsmt_error_code").relements.items() if k != "STRSMT_OK"}
    from strsmt.errors import BY_CODE

    assert set(BY_CODE) == codes


def test_public_names():
    folder = Path(strsmt.__file__).parent
    modules = {p.stem for p in folder.glob("*.py")} | {p.parent.name for p in folder.glob("*/__init__.py")}
    assert set(strsmt.__all__) == {n for n in dir(strsmt) if not n.startswith("_")} - modules
    assert len(set(strsmt.__all__)) == len(strsmt.__all__) > 60


# functions of the header that no Python program misses
UNUSED = {
    "strsmt_check_assuming": "strsmt_check_limited does the same",
    "strsmt_check": "strsmt_check_limited does the same",
    "strsmt_make_0": "strsmt_make", "strsmt_make_1": "strsmt_make", "strsmt_make_2": "strsmt_make",
    "strsmt_make_3": "strsmt_make", "strsmt_make_string": "strings go in as code points",
    "strsmt_make_string_length": "strings go in as code points", "strsmt_term_utf8": "strings come out as code points",
    "strsmt_term_escaped": "sexpr", "strsmt_term_bool": "the kind says it", "strsmt_set_proof": "proofs are kept",
    "strsmt_print_model": "Model.sexpr, which outlives its solver", "strsmt_current_state": "an Answer, or usable",
    "strsmt_constant_count": "the copies are known", "strsmt_constant": "the copies are known",
    "strsmt_level_count": "num_scopes()",
}


def test_every_function_is_used():
    folder = Path(strsmt.__file__).parent
    sources = [p.read_text() for p in [*folder.glob("*.py"), folder / "_native.c"]]
    used = set(re.findall(r"\bstrsmt_\w+\b", "".join(sources)))
    there = {name for name in dir(lib) if name.startswith("strsmt_") and not name.startswith("strsmt_python_")}
    assert there - used == set(UNUSED)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_examples(path, capsys):
    """An example prints what its last comment says."""
    text = path.read_text()
    runpy.run_path(str(path), run_name="__main__")
    expected = re.search(r"# Prints:\n((?:#.*\n)+)\Z", text).group(1)
    assert capsys.readouterr().out == re.sub(r"(?m)^# ?", "", expected)


def test_types():
    if not shutil.which("mypy"):
        pytest.skip("mypy is not here")
    package = str(Path(strsmt.__file__).parent)
    mypy = ["mypy", "--python-executable", sys.executable, "--config-file", str(TOP / "pyproject.toml")]
    done = subprocess.run([*mypy, "--cache-dir=/dev/null", package, str(TOP / "tests" / "typed.py")],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


PROGRAM = """from strsmt import *
s = Solver(proof=True).add(False)
print(s.check(), check_proof(s.to_smt2(), s.proof()))
"""


def works(folder, **environment):
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=folder,
                          env={**os.environ, "PYTHONPATH": str(folder), **environment})
    return done.stdout == "unsat [1]\n" or done.stderr


def needs_build_tools(*modules):
    for module in modules:
        if not importlib.util.find_spec(module):
            pytest.skip(f"there is no {module}")
    if not shutil.which("cc"):
        pytest.skip("there is no C compiler")


def test_pip(tmp_path):
    """pip install ./python, with the build dependencies that are there."""
    needs_build_tools("pip", "setuptools", "wheel")
    source, target = tmp_path / "source", tmp_path / "target"
    shutil.copytree(TOP, source, ignore=shutil.ignore_patterns("*.so", "build", "__pycache__", "*.egg-info"))
    pip = [sys.executable, "-m", "pip", "install", "--no-build-isolation", "--no-deps", "--no-index", "--target"]
    done = subprocess.run([*pip, str(target), str(source)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (target / "strsmt" / "py.typed").is_file() and works(target) is True


def install(build, source, prefix):
    """A folder with the description that pkg-config reads, the header and the libraries, in place of an installation."""
    described = (build / "meson-private" / "strsmt.pc").read_text()
    for name, path in (("libdir", build / "lib"), ("includedir", source / "include")):
        described = re.sub(rf"^{name}=.*$", f"{name}={path}", described, flags=re.MULTILINE)
    prefix.mkdir()
    (prefix / "strsmt.pc").write_text(described)


def test_without_pip(tmp_path):
    """_build.py FOLDER, with the library that pkg-config finds: here one that lies as after `meson install`."""
    needs_build_tools("setuptools")
    if "STRSMT_BUILD" not in os.environ or not shutil.which("pkg-config"):
        pytest.skip("there is no build folder, or no pkg-config")
    prefix, target = tmp_path / "prefix", tmp_path / "target"
    install(Path(os.environ["STRSMT_BUILD"]), Path(os.environ["STRSMT_SOURCE"]), prefix)
    environment = {k: v for k, v in os.environ.items() if k not in ("STRSMT_INCLUDE", "STRSMT_LIB")}
    build = [sys.executable, str(TOP / "strsmt" / "_build.py"), str(target)]
    done = subprocess.run(build, env={**environment, "PKG_CONFIG_PATH": str(prefix)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(p.name for p in target.iterdir()) == ["strsmt"] and works(target) is True
    environment["PKG_CONFIG_LIBDIR"] = str(target)
    missing = subprocess.run(build, env=environment, capture_output=True, text=True)
    assert missing.returncode == 1 and "set PKG_CONFIG_PATH" in missing.stderr
