#!/usr/bin/env python3
"""Runs the program strsmt on scripts and compares what it prints; then tries hostile input, proofs, the checker, signals and full disks.

usage: run.py [BUILD] [--strsmt FILE] [--checker FILE] [--only TEXT] [--list]

Every NAME.smt2 in this folder is run with --check, and must print NAME.expect. Comments at its beginning say more:
    ; options OPTION...     further options
    ; exit N                the exit status (0)
    ; stderr TEXT           a piece of the standard error
    ; stderr-lines N        its number of lines
    ; no-stderr             it is empty
The programs are found in the environment (STRSMT, STRSMT_CHECK) or in the build folder. The last line is `N passed, N failed`.
"""

import argparse
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TIMEOUT = 60

passed, failed = 0, 0
STRSMT = CHECKER = ""
FOLDER = Path()


class Failure(Exception):
    pass


def demand(condition, message):
    if not condition:
        raise Failure(message)


def run(*options, program=None, stdin=None, timeout=TIMEOUT, env=None, stdout=subprocess.PIPE, memory=None):
    """The exit status, standard output and standard error, as bytes."""
    environment = dict(os.environ, STRSMT_CHECK=CHECKER)
    environment.update(env or {})
    limits = None
    if memory:
        import resource
        limits = lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        done = subprocess.run([program or STRSMT, *map(str, options)], input=stdin, stdout=stdout, stderr=subprocess.PIPE, cwd=FOLDER,
                              timeout=timeout, env=environment, preexec_fn=limits,
                              stdin=subprocess.DEVNULL if stdin is None else None)
    except subprocess.TimeoutExpired:
        raise Failure(f"not done after {timeout} seconds") from None
    return done.returncode, done.stdout or b"", done.stderr


def text(data):
    return data.decode("utf-8", "replace")


def demand_run(result, status, out=None, err=None):
    code, stdout, stderr = result
    demand(code == status, f"exit status {code}, expected {status}\n{text(stdout[-2000:])}{text(stderr[-2000:])}")
    if out is not None:
        demand(text(stdout) == out, f"printed\n{text(stdout[-2000:])}expected\n{out[-2000:]}stderr\n{text(stderr[-2000:])}")
    if err is not None:
        demand(err in text(stderr), f"standard error\n{text(stderr[-2000:])}lacks\n{err}")


def write(name, content):
    path = FOLDER / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# ---- scripts ----

def directives(path):
    found = {"options": [], "exit": 0, "stderr": []}
    for line in path.read_text(encoding="utf-8").split("\n"):
        word, _, rest = line.removeprefix("; ").partition(" ")
        if not line.startswith("; "):
            break
        if word == "options":
            found["options"] += rest.split()
        elif word == "exit":
            found["exit"] = int(rest)
        elif word == "stderr":
            found["stderr"].append(rest)
        elif word == "stderr-lines":
            found["lines"] = int(rest)
        elif word == "no-stderr":
            found["lines"] = 0
    return found


def run_script(path):
    expected = path.with_suffix(".expect").read_text(encoding="utf-8")
    d = directives(path)
    # A log, so that the derivation of each lemma is checked, also of those that no conclusion rests on.
    result = run("--check", "--proof-format", "text-log", *d["options"], path)
    demand_run(result, d["exit"], expected)
    for piece in d["stderr"]:
        demand(piece in text(result[2]), f"standard error\n{text(result[2])}lacks\n{piece}")
    if "lines" in d:
        lines = text(result[2]).count("\n")
        demand(lines == d["lines"], f"{lines} lines on the standard error, expected {d['lines']}\n{text(result[2])}")
    if d["exit"]:
        demand(result[2], "nothing on the standard error")


# ---- hostile input ----

UNSAT = "(declare-const x String)\n(assert (= x \"a\"))\n(assert (str.in_re x (re.range \"b\" \"c\")))\n(check-sat)\n"


def hostile(content, status, out=None, seconds=20, memory=None, options=()):
    path = write("hostile.smt2", content)
    begin = time.monotonic()
    result = run(*options, path, timeout=seconds, memory=memory)
    path.unlink()
    demand(result[0] in (0, 1), f"exit status {result[0]} after {time.monotonic() - begin:.1f} s\n{text(result[2][-500:])}")
    demand_run(result, status, out)


def test_deep_nesting():
    n = 100000
    hostile("(declare-const p Bool)(assert " + "(not " * n + "p" + ")" * n + ")(check-sat)", 0, "sat\n")


def test_deep_nesting_checked():
    n = 100001
    hostile("(declare-const p Bool)(assert p)(assert " + "(not " * n + "p" + ")" * n + ")(check-sat)", 0, "unsat\n", options=["--check"])


def test_deep_let():
    n = 100000
    hostile("(declare-const p Bool)(assert " + "(let ((q p)) " * n + "q" + ")" * n + ")(check-sat)", 0, "sat\n")


def test_deep_concatenation():
    n = 100000
    right, left = '(str.++ "a" ' * n + '"b"' + ")" * n, "(str.++ " * n + '"b"' + ' "a")' * n
    for nest in (right, left):
        script = f"(declare-const x String)(assert (= x {nest}))(check-sat)(assert (= (str.len x) {n}))(check-sat)"
        hostile(script, 0, "sat\nunsat\n", options=["--check"], seconds=60, memory=1 << 30)


def test_deep_open():
    hostile("(" * 1000000, 1)
    hostile("(assert " + "(and true " * 1000000, 1)
    hostile("(set-info :x " + "(" * 1000000, 1)
    hostile("(declare-const x " + "(S " * 1000000, 1)
    hostile("(assert " + "(let ((a " * 1000000, 1)
    hostile("(assert " + "(! " * 1000000, 1)


def test_deep_sort():
    n = 100000
    hostile("(define-sort S (X) X)(declare-const x " + "(S " * n + "Int" + ")" * n + ")(check-sat)", 1,
            '(error "line 1 column 3039: sorts are nested deeper than 1000")\n')


def test_wide_let():
    n = 200000
    bindings = "".join(f"(v{i} p)" for i in range(n))
    hostile(f"(declare-const p Bool)(assert (let ({bindings}) v{n - 1}))(check-sat)", 0, "sat\n")


def test_many_levels():
    hostile("(declare-const p Bool)" + "(push 1)(assert p)" * 20000 + "(pop 20000)(check-sat)", 0, "sat\n")
    hostile("(push 4294967295)", 1)


def test_many_declarations():
    n = 300000
    hostile("".join(f"(declare-const v{i} String)\n" for i in range(n)) + "(echo \"done\")", 0, '"done"\n')


def test_shared_lets():
    n = 2000
    lets = "".join(f"(let ((v{i + 1} (and v{i} v{i}))) " for i in range(n))
    hostile(f"(declare-const p Bool)(assert (let ((v0 p)) {lets}v{n}{')' * n}))(check-sat)", 0, "sat\n")


def test_shared_definitions():
    n = 2000
    functions = "".join(f"(define-fun f{i + 1} ((x Bool)) Bool (and (f{i} x) (f{i} x)))" for i in range(n))
    hostile(f"(declare-const p Bool)(define-fun f0 ((x Bool)) Bool x){functions}(assert (f{n} p))(check-sat)", 0, "sat\n")


def test_fifty_megabytes():
    line = '(assert (or (= x "abc{0}") (str.in_re x (re.++ (str.to_re "a{0}") (re.* re.allchar)))))\n'
    content = "(declare-const x String)\n" + "".join(line.format(i) for i in range(540000)) + "(echo \"read\")\n"
    demand(len(content) > 50000000, "not 50 MB")
    hostile(content, 0, '"read"\n', seconds=60)


def test_fifty_megabyte_string():
    hostile('(declare-const x String)(assert (= x "' + "a" * 50000000 + '"))(echo "read")', 0, '"read"\n', seconds=60)


def test_fifty_megabyte_comment():
    hostile(";" + "x" * 50000000 + '\n(echo "read")', 0, '"read"\n')


def test_fifty_megabyte_symbol():
    hostile("(declare-const " + "x" * 50000000 + ' Bool)(echo "read")', 0, '"read"\n')
    hostile("(" + "x" * 50000000 + ")", 1)
    hostile("(assert " + "9" * 1000000 + ")", 1)


def test_nul_bytes():
    hostile(b"\0", 1)
    hostile(b"(declare-const x\0 String)", 1, "(error \"line 1 column 17: expected a sort, found '\\x00': a NUL byte\")\n")
    hostile(b'(echo "a\0b")', 1)
    hostile(b"(declare-const |a\0b| Int)", 1)
    hostile(b"; \0\n(check-sat)", 1)
    hostile(UNSAT.encode() + b"\0" * 1000, 1, "unsat\n(error \"line 5 column 1: expected '(' before a command, found '\\x00': a NUL byte\")\n")


def test_invalid_utf8():
    for bad in (b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"):
        hostile(b'(echo "' + bad + b'")', 1)
        hostile(b"(declare-const |" + bad + b"| Int)", 1)
        hostile(b"(declare-const " + bad + b" Int)", 1)
    hostile(b"; caf\xe9\n(check-sat)", 0, "sat\n")


def test_binary_rubbish():
    import random
    source = random.Random(1)
    for _ in range(20):
        hostile(bytes(source.randrange(256) for _ in range(1000)), 1)
    pieces = ["(", ")", "assert", "check-sat", "declare-const", "x", "Int", "String", '"a"', "let", "!", ":named", "(_ re.loop 1 2)", "5", "and",
              "=", "str.++", "define-fun", "push", "pop", "1", "get-value", "as", "_", "re.allchar", "\n", "#x41", "|q|", ";", '"']
    for _ in range(200):
        content = " ".join(source.choice(pieces) for _ in range(60))
        result = run(write("rubbish.smt2", "(" + content))
        demand(result[0] in (0, 1), f"exit status {result[0]} for ({content}")


def test_truncated():
    content = (HERE / "define.smt2").read_bytes()
    for length in range(0, len(content), 7):
        result = run(write("truncated.smt2", content[:length]))
        demand(result[0] in (0, 1), f"exit status {result[0]} after {length} bytes")


def test_little_memory():
    content = "(declare-const p Bool)(assert " + "(not " * 3000000 + "p" + ")" * 3000000 + ")(check-sat)"
    result = run(write("memory.smt2", content), memory=150 << 20)
    demand(result[0] == 1 and b"memory" in result[1] + result[2], f"exit status {result[0]}\n{text(result[1][:300])}{text(result[2][-300:])}")


# ---- the command line ----

def test_help_and_version():
    result = run("--help")
    demand_run(result, 0)
    demand(b"usage: strsmt" in result[1], "no usage")
    demand(run("--version")[1].startswith(b"strsmt 0."), "no version")


def test_wrong_options():
    for options in (["a", "b"], ["-", "-"], ["--nonsense", "x"], ["--timeout", "0", "x"], ["--timeout", "-1", "x"], ["--timeout", "soon", "x"],
                    ["--memory", "-5", "x"], ["--memory", "5x", "x"], ["--seed", "-1", "x"], ["--seed", "4294967296", "x"], ["-T:0", "x"], ["-t:x", "x"],
                    ["--lang", "sygus", "x"], ["--error-behavior", "x", "x"], ["--steps", "", "x"],
                    ["--proof-format", "xml", "x"], ["/no/such/file"], ["/"], ["--proof", "/no/such/folder/p", write("e.smt2", "")]):
        result = run(*options)
        demand_run(result, 1, "")
        demand(result[2].startswith(b"strsmt: ") or b"unrecognized" in result[2], f"{options}: {text(result[2])}")


def test_double_dash():
    write("--check", "(check-sat)")
    demand_run(run("--", "--check"), 0, "sat\n")


def test_standard_input():
    demand_run(run("-", stdin=UNSAT.encode()), 0, "unsat\n")
    demand_run(run("-", "--check", stdin=UNSAT.encode()), 0, "unsat\n")
    demand_run(run("-", stdin=b"(echo 5)"), 1, "(error \"line 1 column 7: expected a string literal, found '5'\")\n", "<stdin>:1:7: error")


def test_named_pipe():
    pipe = FOLDER / "pipe.smt2"
    os.mkfifo(pipe)
    for options in ([], ["--check"]):
        child = subprocess.Popen([STRSMT, *options, pipe], stdout=subprocess.PIPE, env=dict(os.environ, STRSMT_CHECK=CHECKER))
        pipe.write_text(UNSAT)
        out = child.communicate(timeout=TIMEOUT)[0]
        demand(out == b"unsat\n" and child.returncode == 0, text(out))


def test_dialogue():
    """Each command is answered before the next one is written."""
    child = subprocess.Popen([STRSMT, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for command, answer in [("(set-option :print-success true)", "success"), ("(declare-const x String)", "success"),
                            ('(assert (= x "a"))', "success"), ("(check-sat)", "sat"), ("(get-value (x))", '((x "a"))'), ("(exit)", "success")]:
        child.stdin.write(command.encode())
        child.stdin.flush()
        line = child.stdout.readline().decode().rstrip("\n")
        demand(line == answer, f"{command} was answered by {line}")
    child.stdin.close()
    child.stdout.close()
    demand(child.wait(timeout=10) == 0, "exit status")


def test_statistics():
    result = run("--stats", write("q.smt2", UNSAT))
    demand_run(result, 0, "unsat\n", "conflicts of the SAT solver")
    result = run(write("q.smt2", UNSAT + "(get-info :all-statistics)"))
    demand(b":conflicts" in result[1], text(result[1]))


def test_regular_output_channel():
    script = '(set-option :regular-output-channel "out ""1"".txt")' + UNSAT + "(echo \"in the file\")"
    demand_run(run("--check", write("q.smt2", script)), 0, "")
    written = (FOLDER / 'out "1".txt').read_text()
    demand(written == 'unsat\n"in the file"\n', written)
    script = '(set-option :regular-output-channel "out.txt")(check-sat)(set-option :regular-output-channel "stdout")(check-sat)' \
             '(set-option :regular-output-channel "out.txt")(echo "more")(reset)(echo "back")'
    demand_run(run(write("q.smt2", script)), 0, 'sat\n"back"\n')
    demand((FOLDER / "out.txt").read_text() == 'sat\n"more"\n', (FOLDER / "out.txt").read_text())


def test_diagnostic_output_channel():
    script = '(set-option :diagnostic-output-channel "err.txt")(declare-const x String)(assert (str.in.re x re.all))(assert y)'
    result = run(write("q.smt2", script))
    demand_run(result, 1)
    demand(result[2] == b"", text(result[2]))
    demand("warning" in (FOLDER / "err.txt").read_text() and "error" in (FOLDER / "err.txt").read_text(), "nothing in the file")


# ---- proofs ----

def check_proof(problem, proof, status=0):
    code, out, err = run(problem, proof, program=CHECKER)
    demand(code == status, f"the checker's exit status is {code}\n{text(out)}{text(err)}")
    return text(out)


def test_proof_files():
    problem = write("q.smt2", UNSAT)
    for name, options, magic in (("p.lrat", [], b"lratt 1"), ("p.lratb", [], b"LRT\x01"), ("q.lrat", ["--proof-format=binary"], b"LRT\x01"),
                                 ("q.lratb", ["--proof-format", "text"], b"lratt 1"),
                                 ("p.log", ["--proof-format", "text-log"], b"lratt 1"),
                                 ("q.log", ["--proof-format", "binary-log"], b"LRT\x01")):
        demand_run(run("--proof", name, *options, problem), 0, "unsat\n")
        proof = (FOLDER / name).read_bytes()
        demand(proof.startswith(magic), f"{name} begins with {proof[:8]!r}")
        demand("query 1: unsat (checked)\n" in check_proof(problem, name), "not confirmed")
    demand_run(run("--proof", "both.lrat", "--check", problem), 0, "unsat\n")
    demand((FOLDER / "both.lrat").read_bytes() == (FOLDER / "p.lrat").read_bytes(), "the proof differs when it is checked as well")
    demand_run(run("--proof", problem, problem), 1, "", "the proof would overwrite the problem")
    demand(problem.read_text() == UNSAT, "the problem was overwritten")


def test_get_proof():
    problem = write("q.smt2", "(set-option :produce-proofs true)" + UNSAT + "(get-proof)(push)(check-sat)(get-proof)")
    code, out, _ = run(problem)
    parts = text(out).split("unsat\n(\n")
    demand(code == 0 and len(parts) == 3 and parts[0] == "" and all(p.endswith(")\n") for p in parts[1:]), text(out))
    for number, part in enumerate(parts[1:], 1):
        proof = write("p.lrat", part[:-2])
        demand(f"query {number}: unsat (checked)\n" in check_proof(problem, proof), "not confirmed")
    result = run("--proof", "p.lratb", problem)
    demand_run(result, 1, err="get-proof needs the text form")


def test_proofs_over_resets():
    pieces = [UNSAT, "(reset-assertions)", "(declare-const y Bool)(push 2)(assert (! (and y (not y)) :named n))(check-sat)(pop 1)(check-sat)",
              "(pop 1)(check-sat)(reset)(set-option :produce-unsat-cores true)(declare-const x Int)(assert (! (= x 1) :named a))"
              "(assert (! (= x 2) :named b))(check-sat)(get-unsat-core)(check-sat-assuming ((= x 3)))"]
    answers = "unsat\nunsat\nsat\nsat\nunsat\n(a b)\nunsat\n"
    problem = write("q.smt2", "".join(pieces))
    demand_run(run("--check", "--proof", "p.lrat", problem), 0, answers)
    out = check_proof(problem, "p.lrat")
    demand(out.count("unsat (checked)") == 4, out)


def test_full_disk():
    problem = write("q.smt2", UNSAT)
    result = run("--proof", "/dev/full", problem)
    demand_run(result, 1, err="No space left on device")
    demand(b"unsat" not in result[1], "claims unsat without a proof")
    with open("/dev/full", "wb") as full:
        result = run(problem, stdout=full)
    demand_run(result, 1, err="cannot be written")
    result = run(write("c.smt2", '(set-option :regular-output-channel "/dev/full")(check-sat)'))
    demand_run(result, 1, err="cannot be written")


def fake_checker(body):
    """A script of ours as the checker of strsmt."""
    path = write("fake-checker", "#!/bin/sh\n" + body)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return {"STRSMT_CHECKER": str(path)}


def test_bad_checkers():
    folder = FOLDER / "alone"
    folder.mkdir()
    program = shutil.copy(STRSMT, folder)
    problem = write("q.smt2", UNSAT)
    good = {"STRSMT_CHECKER": CHECKER}
    demand_run(run("--check", problem, program=program, env=good), 0, "unsat\n")
    for body, message in (("exit 1", "exit status 1"), ("cat >/dev/null; exit 0", ""), ("cat >/dev/null; exit 3", ""),
                          ("echo 'query 2: unsat (checked)'", "exit status 0"), ("echo 'query 1: unsat'", "exit status 0"),
                          ("echo 'query 1: unsat (checked) not'", "exit status 0"), ("kill -9 $$", "signal 9"),
                          ("head -c 20 >/dev/null; exit 2", "exit status 2"), ("exec </dev/null; exit 4", "exit status 4")):
        if body.startswith("cat"):  # reads to the end, which comes only when strsmt gives up
            body = "timeout 1 " + body.replace(";", "; ", 1)
        result = run("--check", problem, program=program, env=fake_checker(body), timeout=20)
        demand_run(result, 1, err=message)
        demand(b"unsat\n" not in result[1], f"claims unsat with the checker `{body}`")
    result = run("--check", problem, program=program, env=fake_checker("echo 'query 1: unsat (checked)'; cat >/dev/null; exit 1"))
    demand_run(result, 1, "unsat\n", "exit status 1")
    result = run("--check", problem, program=program, env={"STRSMT_CHECKER": "/no/such/checker"})
    demand_run(result, 1, "", "cannot be started")
    demand_run(run("--check", problem, program=program, env={"STRSMT_CHECKER": "", "PATH": "/nowhere"}), 0, "unsat\n")
    slow = fake_checker(f"sleep 1; exec '{CHECKER}' \"$@\"")
    demand_run(run("--check", problem, program=program, env=slow), 0, "unsat\n")


# ---- signals ----

def pigeons(holes):
    """One pigeon more than holes: short to say, long to refute."""
    return ("".join(f"(declare-const v{i}_{j} Bool)" for i in range(holes + 1) for j in range(holes))
            + "".join("(assert (or " + " ".join(f"v{i}_{j}" for j in range(holes)) + "))" for i in range(holes + 1))
            + "".join(f"(assert (or (not v{a}_{j}) (not v{b}_{j})))" for j in range(holes) for a in range(holes + 1) for b in range(a)))


def test_limits():
    problem = write("pigeons.smt2", pigeons(11) + "(check-sat)(get-info :reason-unknown)")
    demand_run(run("--timeout", "0.3", problem), 0, 'unknown\n(:reason-unknown "timeout")\n')
    demand_run(run("--steps", "100", problem), 0, 'unknown\n(:reason-unknown "step limit")\n')
    demand_run(run("--steps", "100", "--check", problem), 0, 'unknown\n(:reason-unknown "step limit")\n')
    demand_run(run("--timeout", "1.5", "--progress", problem), 0, err="check 1: ")
    for option in (":timeout", ":tlimit-per"):
        limited = write("limited.smt2", f"(set-option {option} 200)" + problem.read_text())
        demand_run(run(limited), 0, 'unknown\n(:reason-unknown "timeout")\n')
    demand_run(run("--timeout", "0.2", write("limited.smt2", "(set-option :timeout 50000)" + problem.read_text())), 0,
               'unknown\n(:reason-unknown "timeout")\n')


def test_memory_limit():
    script = """(declare-const x String)(define-fun c () RegLan (re.union (str.to_re "ab") (str.to_re "c")))
        (assert (str.in_re x (re.* ((_ re.^ 97) c))))
        (assert (str.in_re x (re.* ((_ re.^ 89) (re.union c (str.to_re "aab"))))))
        (assert (str.in_re x (re.* ((_ re.^ 83) (re.union c (str.to_re "d"))))))
        (assert (str.in_re x (re.++ re.all (str.to_re "c"))))(assert (str.in_re x (re.++ (str.to_re "ab") re.all)))
        (check-sat)(get-info :reason-unknown)"""
    demand_run(run("--memory", "10", write("memory.smt2", script)), 0, "unknown\n(:reason-unknown memout)\n")


def test_interrupt_while_confirming():
    folder = FOLDER / "alone2"
    folder.mkdir()
    program = shutil.copy(STRSMT, folder)
    problem = write("q.smt2", UNSAT + "(get-info :reason-unknown)(check-sat)")
    for number in (signal.SIGINT, signal.SIGTERM):
        env = dict(os.environ, **fake_checker("exec sleep 30"))
        child = subprocess.Popen([program, "--check", problem], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        time.sleep(0.5)
        child.send_signal(number)
        out, err = child.communicate(timeout=10)
        demand(child.returncode == 0, f"exit status {child.returncode}\n{text(out)}{text(err)}")
        demand(text(out).startswith("unknown\n(:reason-unknown \"interrupted"), text(out))


def test_second_signal_kills():
    folder = FOLDER / "alone3"
    folder.mkdir()
    program = shutil.copy(STRSMT, folder)
    env = dict(os.environ, **fake_checker("echo 'query 1: unsat (checked)'; exec sleep 30"))
    child = subprocess.Popen([program, "--check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    time.sleep(0.3)
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=10)
    demand(child.returncode == -signal.SIGTERM, f"exit status {child.returncode}: waiting for input, the first signal must end it")


def test_interrupted_check():
    script = UNSAT + "(reset-assertions)" + pigeons(11) + "(check-sat)(get-info :reason-unknown)(check-sat)"
    problem = write("pigeons.smt2", script)
    child = subprocess.Popen([STRSMT, problem], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    demand(child.stdout.readline() == b"unsat\n", "the first answer")
    time.sleep(0.7)
    child.send_signal(signal.SIGINT)
    begin = time.monotonic()
    out, err = child.communicate(timeout=20)
    demand(time.monotonic() - begin < 5, "did not stop")
    demand(child.returncode == 0 and text(out) == 'unknown\n(:reason-unknown "interrupted")\nunknown\n', text(out) + text(err))
    child = subprocess.Popen([STRSMT, "--timeout", "0.5", problem], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = child.communicate(timeout=20)
    demand(text(out) == 'unsat\nunknown\n(:reason-unknown "timeout")\nunknown\n', text(out) + text(err))


# ---- the runner ----

def find_program(given, variable, build, name):
    candidates = [given, os.environ.get(variable)]
    if build:
        candidates += sorted(str(p) for p in Path(build).rglob(name) if p.is_file() and os.access(p, os.X_OK))
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return str(Path(candidate).resolve())
    sys.exit(f"run.py: {name} is not there; give a build folder, --{'strsmt' if name == 'strsmt' else 'checker'}, or {variable}")


def attempt(name, function, *arguments):
    global passed, failed
    try:
        function(*arguments)
        passed += 1
    except (Failure, OSError, subprocess.SubprocessError, AssertionError) as problem:
        failed += 1
        print(f"FAILED {name}: {problem}", flush=True)


def main():
    global STRSMT, CHECKER, FOLDER
    parser = argparse.ArgumentParser(description="Runs the regressions of strsmt.")
    parser.add_argument("build", nargs="?", default=os.environ.get("STRSMT_BUILD"))
    parser.add_argument("--strsmt")
    parser.add_argument("--checker")
    parser.add_argument("--only", default="", help="only tests whose name contains this")
    parser.add_argument("--list", action="store_true", help="list the tests")
    given = parser.parse_args()
    tests = [(p.stem, run_script, p) for p in sorted(HERE.glob("*.smt2"))]
    tests += [(name, function) for name, function in globals().items() if name.startswith("test_")]
    tests = [t for t in tests if given.only in t[0]]
    if given.list:
        print("\n".join(t[0] for t in tests))
        return 0
    STRSMT = find_program(given.strsmt, "STRSMT", given.build, "strsmt")
    CHECKER = find_program(given.checker, "STRSMT_CHECK", given.build, "strsmt-check")
    for path in HERE.glob("*.expect"):
        if not path.with_suffix(".smt2").exists():
            attempt(path.name, demand, False, "has no script")
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = Path(folder)
        for name, function, *arguments in tests:
            attempt(name, function, *arguments)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
