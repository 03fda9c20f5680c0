#!/usr/bin/env python3
"""Tests of strsmt-audit. Each question of `check` is answered twice: a string that refutes must match ours and not the auditor's for
Python, too; where all is proved, random strings that match ours must match the auditor's, and strsmt-check must accept the
proof. Then the other commands, messages, forms of output, and hostile input.

The environment names the programs: STRSMT_AUDIT, STRSMT_CHECK. Prints `N passed, N failed, N skipped` last.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

AUDIT = os.environ.get("STRSMT_AUDIT")
CHECK = os.environ.get("STRSMT_CHECK", "strsmt-check")
SOURCE = Path(os.environ.get("STRSMT_SOURCE", Path(__file__).resolve().parents[2]))
FOLDER = Path()

# (ours, auditor, is every value fine?)
PAIRS = [
    ("abc", "abc", True), ("abc", "ab", False), ("a|b", "[ab]", True), ("a(b|c)*d", "a[bc]*d", True),
     ("a+", "aa*", True), ("a?", "a*", True),
    ("a{3}", "aaa", True), ("a{2,4}", "a{1,5}", True), ("a{2,}", "a{3,}", False), ("a{0}", "", True), ("", "a*", True),
     ("()", "", True),
    (r"\d{2}", "[0-9]+", True), (r"\w", "[A-Za-z0-9_]", True), (r"\s", r"[ \t\n\r\f\v]", True),
    (r"\D", r"[^\d]", True), (r"\W\S", r"[^\w][^\s]", True),
    (".", r"[^\n]", True), (r"\n", ".", False), (r"\.", ".", True), (r"\x41\x42", "AB", True),
     (r"[a\-z]", "[az-]", True), (r"[\w.-]+", r"[.\-a-zA-Z0-9_]+", True),
    ("^abc$", "(?:abc)", True), (r"a\$", r"a[$]", True), ("[^a]", r"[^ab]", False),
     ("\u00fc|\u20ac", "[\u00fc-\u20ac]", True), ("[]-]".replace("[]", r"[\]"), r"[\]-]", True),
    ("(a{1,3}){2}", "a{2,6}", True), ("(a{2}){1,3}", "a{2,6}", True), ("a{2,6}", "(a{2}){1,3}", False),
     (r"(a|b)*abb", r"[ab]{3,}", True), ('"', r"\x22", True), (r"\\", r"[\\]", True),
    (".*a.{20}", ".{21,}", True), (r"(0|1(01*0)*1)*", r"[01]*", True), (r"\^\|", r"[\^]\|", True),
     ("a{1}b{1,1}", "ab", True), ("[a-c]{2}", "(a|b|c)(a|b|c)", True),
]


class Failure(Exception):
    pass


def demand(condition, message):
    if not condition:
        raise Failure(message)


def run(*command, stdin=None, timeout=60):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=timeout, input=stdin or "", errors="replace",
                          cwd=FOLDER)
    return done.returncode, done.stdout, done.stderr


def write(name, content):
    path = FOLDER / name
    data = content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode()
    path.write_bytes(data)
    return path


def literal(text):
    """The string that SMT-LIB's escapes stand for."""
    return re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: chr(int(m.group(1), 16)), text)


def results(*command, status=None):
    code, out, err = run(AUDIT, *command, "--json")
    demand(status is None or code == status, f"status {code}, not {status}: {out}{err}")
    demand(code != 1, f"status 1: {err}")
    return json.loads(out)["results"]


# ---- check ----

def check_pair(ours, auditor, expected):
    catalogue = write("pair.json", [{"name": "x", "ours": ours, "auditor": auditor}])
    for old in FOLDER.glob("001-*"):
        old.unlink()
    result, = results("check", catalogue, "--proofs", FOLDER)
    fine = result["verdict"] == "proved"
    demand(expected is None or fine == expected, f"the answer is {result}")
    if not fine:
        value = literal(result["witness"])
        demand(re.fullmatch(ours, value, re.A) and not re.fullmatch(auditor, value, re.A), f"Python does not agree on {value!r}")
        return
    rng = random.Random(1)
    for _ in range(100):
        value = "".join(rng.choice("ab01.-A_ \n") for _ in range(rng.choice((0, 1, 2, 3, 5, 9))))
        demand(not re.fullmatch(ours, value, re.A) or re.fullmatch(auditor, value, re.A), f"all is proved, but {value!r} is not fine")
    status, out, err = run(CHECK, FOLDER / "001-x-auditor.smt2", FOLDER / "001-x-auditor.proof")
    demand(status == 0, f"the checker says {status}: {out}{err}")


def random_pattern(rng, depth):
    roll = rng.random() if depth else 0
    if roll < 0.3:
        return rng.choice(["a", "b", "0", "[ab]", "[^a]", ".", r"\d", r"\w", "[a-c0]", r"\.", r"\W"])
    if roll < 0.6:
        return random_pattern(rng, depth - 1) + random_pattern(rng, depth - 1)
    inside = "(" + random_pattern(rng, depth - 1)
    return inside + "|" + random_pattern(rng, depth - 1) + ")" if roll < 0.8 else inside + ")" + rng.choice(["*", "+",
        "?", "{2}", "{1,3}", "{2,}"])



CATALOGUE = r"""
defaults: {dialect: pcre2, match: full}
controls:
- name: account
  ours: '[0-9]{12}'
  auditor: '\d{10,14}'
- name: host
  ours: {pattern: '^[a-z]+$', match: search, flags: D}
  within: {all: [{glob: '*'}, {not: {values: [root]}}]}
- name: size
  ours: {any: ['a{3}', {smt: '(re.+ (str.to_re "b"))'}]}
  max-length: 10
  accepts: [aaa, bb]
  refuses: [x, aaa]
- name: words
  ours: {pattern: '\bfoo\b', match: search}
  equal: {pattern: '(?<!\w)foo(?!\w)', match: search}
- {name: apart, ours: 'a+', disjoint: 'b*'}
- {name: short, ours: {length: [1, 3]}, within: {length: [0, null]}}
"""
VERDICTS = {("account", "auditor"): "proved", ("host", "within"): "refuted", ("size", "max-length"): "refuted",
            ("words", "equal (ours within)"): "proved", ("words", "equal (other within)"): "proved", ("apart", "disjoint"): "proved",
            ("short", "within"): "proved"}


def check_catalogue():
    said = results("check", write("c.yaml", CATALOGUE), status=2)
    found = {(r["control"], r["question"]): r["verdict"] for r in said}
    for key, verdict in VERDICTS.items():
        demand(found[key] == verdict, f"{key}: {found[key]}")
    demand([r["verdict"] for r in said if r["question"] == "refuses"] == ["proved", "refuted"], f"{said}")
    demand([r["witness"] for r in said if r["control"] == "host"] == ["root"], f"{said}")


def check_forms():
    """The same catalogue as INI, JSON and YAML."""
    ini = write("f.ini", "# c\n[a]\nours = a+\nauditor = a*\n\n[b]\nours=a*\nauditor=a+\n")
    controls = [{"name": "a", "ours": "a+", "auditor": "a*"}, {"name": "b", "ours": "a*", "auditor": "a+"}]
    forms = [ini, write("f.json", {"controls": controls}), write("g.json", b"\xef\xbb\xbf" + json.dumps(controls).encode()),
             write("f.yaml", "- {name: a, ours: a+, auditor: &x 'a*'}\n- {name: b, ours: *x, auditor: a+}\n")]
    answers = [results("check", f, status=2) for f in forms]
    demand(all(a == answers[0] for a in answers), f"{answers}")


ERRORS = [
    ("e.ini", "[f]\nours = .*\n", "asks nothing"), ("e.ini", "ours = a\n", ":1:"), ("e.ini", "[x]\nours: a\n", ":2:"),
    ("e.ini", "[x]\nours = a\nours = b\n", ":3:"), ("e.ini", "", "no controls"), ("e.ini", "[x]\nauditor = a\n", "`ours` is missing"),
    ("e.ini", "[x]\nours = (a\nauditor = b\n", "missing closing parenthesis"),
    ("e.ini", "[x]\nours = (a)\\1\nauditor = b\n", "backreference"),
    ("e.ini", "[x]\nours = a\nauditors = b\n", "choose from"), ("e.ini", "[x]\nours = a\nauditor = b\ndialect = perl\n", "choose from pcre2"),
    ("e.ini", "[x]\nours = a\nmax-length = many\n", "max-length"), ("e.ini", b"[x]\nours = \xff\n", "UTF-8"), ("e.ini", b"\0", "NUL"),
    ("e.json", "{", ":1:1:"), ("e.json", '{"controls": 1}', "no controls"), ("e.json", '{"a": 1, "a": 2}', "uplicate"),
    ("e.json", '[{"ours": {"patern": "a"}, "auditor": "a"}]', "pattern, glob"), ("e.json", "[" * 100000, "e.json"),
    ("e.json", '[{"ours": {"smt": "(re.foo)"}, "auditor": "a"}]', "re.foo"), ("e.json", '[{"ours": {"smt": "true"}, "auditor": "a"}]', "RegLan"),
    ("e.json", '[{"ours": {"values": [1]}, "auditor": "a"}]', "values"), ("e.json", '[{"ours": {"length": [3]}, "auditor": "a"}]', "length"),
    ("e.yaml", "a: [", ":1:"), ("e.yaml", "a: 1\na: 2\n", ":2:1: the same key twice"), ("e.yaml", "- *x\n", "alias"),
    ("e.yaml", "[" * 5000, "e.yaml"), ("e.yaml", "", "empty"), ("e.yaml", b"\xff\xfe\xff", "e.yaml"),
]


def check_error(name, content, word):
    code, out, err = run(AUDIT, "check", write(name, content))
    demand(code == 1 and not out and word in err and err.startswith("strsmt-audit: "), f"status {code}: {out}{err}")


USAGE = [((), "a command is needed"), (("chek", "x"), "choose from check"), (("check",), "takes 1 operand"), (("check", "nowhere.ini"), "nowhere.ini"),
         (("compare", "a"), "takes 2 operands"), (("check", "--jsn", "x"), "--jsn"), (("check", "x", "--timeout", "soon"), "soon"),
         (("compare", "(", "a"), "closing parenthesis"), (("compare", "a", "a", "--dialect"), "needs a value"),
         (("check", "x.ini", "--proofs", "nowhere"), "nowhere")]


def check_usage(words, word):
    write("x.ini", "[x]\nours = a\nauditor = a\n")
    code, out, err = run(AUDIT, *words)
    demand(code == 1 and not out and word in err, f"status {code}: {out}{err}")


# ---- compare, lint ----

COMPARED = [("a+", "aa*", "equal", 0), ("a", "a*", "subset", 2), ("a*", "a", "superset", 2), ("a", "b", "disjoint", 2), ("a|b", "b|c", "overlap", 2)]


def check_compare(one, two, relation, status):
    said = results("compare", one, two, status=status)
    demand(said[0]["verdict"] == relation, f"{said}")


LINTED = [
    ("^a|b$", [], {"anchors", "line end"}), ("^[A-z]+\\z", [], {"range"}), ("^(foo|foobar|foo.*)\\z", [], {"alternative"}), ("a(?!a)a", [], {"empty"}),
    ("^(?:a|b)$", ["--dialect", "ecma"], set()), ("^a$", ["--dialect", "re2"], set()), ("^a$", ["--dialect", "python"], {"line end"}),
    ("^a$", ["--flags", "D"], set()), ("(a|b)c|(a|c)c|bc", [], {"alternative"}), ("", [], set()), ("|", [], {"alternative"}), ("[", [], None),
]


def check_lint(pattern, options, names):
    if names is None:
        code, out, err = run(AUDIT, "lint", "--pattern", pattern)
        demand(code == 1 and "missing terminating ]" in err, f"status {code}: {out}{err}")
        return
    said = results("lint", "--pattern", pattern, *options, status=2 if names else 0)
    demand({r["question"] for r in said if r["verdict"] == "refuted"} == names, f"{said}")


# ---- compat ----

def text(**words):
    return {"type": "string", **words}


COMPAT = [
    (text(pattern="^[a-z]+$"), text(pattern="^[a-z0-9]+$"), ["proved"]), (text(pattern="^[a-z0-9]+$"), text(pattern="^[a-z]+$"), ["refuted"]),
    (text(maxLength=10), text(maxLength=9), ["refuted"]), (text(maxLength=9), text(maxLength=10, minLength=0), ["proved"]),
    ({"enum": ["a", "b"]}, {"enum": ["b", "a", "c"]}, ["proved"]), ({"const": "a"}, {"enum": ["b"]}, ["refuted"]),
    (text(format="date"), text(format="date"), ["proved"]), (text(), text(format="date"), ["unknown"]), (text(format="date"), text(maxLength=3), ["unknown"]),
    (text(), {"type": ["string", "null"]}, ["proved"]), (text(pattern="(a)\\1"), text(), ["unknown"]), (text(), {"type": "integer"}, ["refuted"]),
    (text(allOf=[{"pattern": "a"}, {"pattern": "b"}]), text(pattern="a"), ["proved"]), (text(anyOf=[{"pattern": "^a"}, {"pattern": "^b"}]), text(pattern="^[ab]"), ["proved"]),
    (text(oneOf=[{"pattern": "a"}, {"pattern": "b"}]), text(**{"not": {"allOf": [{"pattern": "a"}, {"pattern": "b"}]}}), ["proved"]),
    (text(**{"if": {"maxLength": 2}, "then": {"pattern": "^a*$"}, "else": {"pattern": "^b*$"}}), text(pattern="^(a*|b*)$"), ["proved"]),
    ({"type": "object", "properties": {"p": {"$ref": "#/definitions/X"}}, "definitions": {"X": text(pattern="^x")}},
     {"type": "object", "properties": {"p": {"$ref": "#/$defs/Y"}}, "$defs": {"Y": text(pattern="x")}}, ["proved"]),
    ({"properties": {"a/b": {"items": text(minLength=2)}}}, {"allOf": [{"properties": {"a/b": {"items": text(minLength=3)}}}]}, ["refuted"]),
    ({"properties": {"x": {"$ref": "#"}, "y": text()}}, {"properties": {"x": {"$ref": "#"}, "y": text(maxLength=1)}}, ["refuted"]),
    ({"openapi": "3.0.0", "paths": {"/p": {"get": {"parameters": [{"name": "q", "in": "query", "schema": text(pattern="^a$")}, {"name": "r", "in": "path", "schema": text()}]}}}},
     {"openapi": "3.0.0", "paths": {"/p": {"get": {"parameters": [{"name": "r", "in": "path", "schema": text()}, {"name": "q", "in": "query", "schema": text(pattern="^b$")}]}}}},
     ["refuted", "proved"]),
    ({"kind": "CustomResourceDefinition", "spec": {"versions": [{"name": "v1", "schema": {"openAPIV3Schema": {"properties": {"a": text(pattern="^\\pL$")}}}}]}},
     {"kind": "CustomResourceDefinition", "spec": {"versions": [{"name": "v1", "schema": {"openAPIV3Schema": {"properties": {"a": text(pattern="^.$")}}}}]}}, ["proved"]),
    ({"typeName": "A::B::C", "definitions": {"N": text(pattern="^a+$")}, "properties": {"Name": {"$ref": "#/definitions/N"}}},
     {"typeName": "A::B::C", "definitions": {"N": text(pattern="^a*$")}, "properties": {"Name": {"$ref": "#/definitions/N"}}}, ["proved", "proved"]),
]


def check_compat(before, after, verdicts):
    status = 2 if "refuted" in verdicts else 3 if "unknown" in verdicts else 0
    said = results("compat", write("old.json", before), write("new.json", after), status=status)
    demand([r["verdict"] for r in said] == verdicts, f"{said}")


def check_response():
    said = results("compat", "--response", write("old.json", text(maxLength=10)), write("new.json", text(maxLength=9)), status=0)
    demand(said[0]["verdict"] == "proved", f"{said}")


def check_broken_references():
    for schema, word in (({"properties": {"a": {"$ref": "#/nowhere"}}}, "leads nowhere"), ({"$ref": "#"}, "circle"),
                         ({"type": "string", "anyOf": [{"$ref": "#"}]}, "circle"), ({"a": 1}, "nothing was compared")):
        path = write("old.json", schema)
        code, out, err = run(AUDIT, "compat", path, path)
        demand(code == 1 and word in err, f"{schema}: status {code}: {out}{err}")


# ---- output ----

def check_sarif():
    code, out, _ = run(AUDIT, "check", write("c.yaml", CATALOGUE), "--sarif")
    found = json.loads(out)["runs"][0]["results"]
    demand(code == 2 and [r["level"] for r in found] == ["error"] * 3, out)


def check_full_disk():
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w") as full:
            done = subprocess.run([AUDIT, "compare", "a", "b"], stdout=full, stderr=subprocess.PIPE, text=True)
        demand(done.returncode == 1 and "could not be written" in done.stderr, f"{done}")


def check_long_witness():
    code, out, _ = run(AUDIT, "compare", "a{3000}", "b")
    demand(code == 2 and "... (3000 characters)" in out and len(out) < 600, out)


def check_help():
    code, out, _ = run(AUDIT, "--help")
    demand(code == 0 and "compat" in out, out)
    man = (SOURCE / "cli" / "audit" / "strsmt-audit.1").read_text()
    for option in set(re.findall(r"--[a-z]+", out)):
        demand(option.replace("-", r"\-", 2) in man or option in man, f"the manual page lacks {option}")


def main():
    global FOLDER
    if not AUDIT:
        print("0 passed, 0 failed, 1 skipped")
        return 0
    tests = [(f"{o} in {a}", check_pair, (o, a, f)) for o, a, f in PAIRS]
    rng = random.Random(7)
    for number in range(60):
        ours, auditor = random_pattern(rng, 3), random_pattern(rng, 3)
        tests.append((f"random {number}", check_pair, (ours, auditor if number % 2 else f"({ours}|{auditor})", None)))
    tests += [(f"error {e[1][:30]!r}", check_error, e) for e in ERRORS] + [(f"usage {u[0]}", check_usage, u) for u in USAGE]
    tests += [(f"compare {c[:2]}", check_compare, c) for c in COMPARED] + [(f"lint {x[0]}", check_lint, x) for x in LINTED]
    tests += [(f"compat {c[0]}", check_compat, c) for c in COMPAT]
    tests += [(c.__name__, c, ()) for c in (check_catalogue, check_forms, check_response, check_broken_references, check_sarif, check_full_disk,
                                            check_long_witness, check_help)]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = Path(folder)
        for name, check, arguments in tests:
            try:
                check(*arguments)
                passed += 1
            except (Failure, subprocess.TimeoutExpired, AttributeError, KeyError, ValueError) as error:
                failed += 1
                print(f"FAILED {name}: {str(error)[:600]}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
