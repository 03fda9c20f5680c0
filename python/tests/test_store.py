"""Answers that are kept: found again under other names, never trusted, with real databases."""

import glob
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib

import pytest

from strsmt import batch, store
from strsmt.store import canonical as forms
from strsmt.store import kept


def question(name, n=3):
    """Unsatisfiable for odd n."""
    return f"""(set-logic QF_SLIA) ; {name}
(declare-const {name} String) (declare-fun other () Int)
(assert (str.in_re {name} (re.* (str.to_re "ab"))))
(assert (let ((l (str.len {name}))) (and (= l {n}) (= other l))))
(check-sat)"""


def ask(url, *texts, **options):
    return list(batch.run(texts, store=str(url), first_steps=1, **options))


def test_found_again_under_other_names(tmp_path):
    url = tmp_path / "s.sqlite"
    first = ask(url, question("x"), question("x", 4))
    assert [(a.answer, a.kept) for a in first] == [("unsat", 0), ("sat", 0)]
    again = ask(url, question("|a name|"), question("y", 4), question("z", 5))
    assert [(a.answer, a.kept, a.checked) for a in again] == [("unsat", 1, 1), ("sat", 1, 0), ("unsat", 0, 1)]


@pytest.mark.parametrize("names", [("s!0", "n!1"), ("n!0", "s!1"), ("s!1", "x")])
def test_names_that_are_ours(tmp_path, names):
    text = f"(declare-const {names[0]} String)(declare-const {names[1]} String)" \
           f"(assert (str.prefixof {names[0]} {names[1]}))(assert (not (str.contains {names[1]} {names[0]})))(check-sat)"
    assert [(a.answer, a.kept) for a in ask(tmp_path / "s", text, text)] == [("unsat", 0), ("unsat", 1)]


def test_what_is_no_single_query_is_not_kept():
    for text in ("(push 1)(assert false)(check-sat)(pop 1)", "(check-sat)(check-sat)", "(assert true)", "(check-sat)(get-model)",
                 '(set-info :a "(check-sat)")', "(set-option :produce-models true)(check-sat)"):
        assert not forms.one_query(text), text
    assert forms.one_query('(set-info :a "(pop)") ; (pop)\n(declare-const |(pop| Int)(assert true)(check-sat)(exit)')


def rows(url):
    connection = sqlite3.connect(url, isolation_level=None)
    return connection, connection.execute("select key, answer, evidence from strsmt_answers").fetchall()


def test_damaged_and_hostile_rows(tmp_path):
    """Whatever stands in the store: answers are right, and the row is replaced."""
    url = tmp_path / "s.sqlite"
    ask(url, question("x"), question("x", 4))
    connection, found = rows(url)
    evidence = {answer: data for _, answer, data in found}
    unsat, sat = (json.loads(zlib.decompress(evidence[a])) for a in ("unsat", "sat"))
    dice = random.Random(3)
    hostile = [b"", b"x", zlib.compress(b"{}"), zlib.compress(b"[" * 100000), zlib.compress(b"\xff"), zlib.compress(bytes(1 << 20))]
    hostile += [bytes(b ^ (1 << dice.randrange(8)) if i == at else b for i, b in enumerate(data))
                for data in evidence.values() for at in dice.sample(range(len(data)), 20)]
    hostile += [data[:dice.randrange(len(data))] for data in evidence.values() for _ in range(5)]
    hostile += [zlib.compress(json.dumps(e).encode()) for e in (
        {"proof": ""}, {"proof": unsat["proof"].replace("3", "4")}, {"proof": None}, {"values": {}}, {"values": {"s!0": '"ab"', "n!1": "3"}},
        {"values": {"s!0": "1", "n!1": "2"}}, {"values": {"s!0": '"abab") (assert true', "n!1": "4"}}, dict(unsat, values=sat["values"]),
        dict(sat, proof=unsat["proof"]))]
    for data in hostile:
        for answer in ("sat", "unsat", "unknown", "nonsense"):
            connection.execute("update strsmt_answers set answer = ?, evidence = ?", (answer, data))
            again = ask(url, question("y"), question("y", 4))
            assert [a.answer for a in again] == ["unsat", "sat"]
            assert [a.checked for a in again] == [1, 0]


def test_rows_of_other_questions(tmp_path):
    url = tmp_path / "s.sqlite"
    ask(url, question("x", 3), question("x", 4), question("x", 5))
    connection, found = rows(url)
    for key, _, _ in found:
        for _, answer, data in found:
            connection.execute("update strsmt_answers set answer = ?, evidence = ? where key = ?", (answer, data, key))
            assert [a.answer for a in ask(url, *(question("x", n) for n in (3, 4, 5)))] == ["unsat", "sat", "unsat"]


def test_no_store_to_be_had(tmp_path):
    (tmp_path / "text").write_text("no database " * 1000)
    for url in (tmp_path / "text", tmp_path / "none" / "s.sqlite", tmp_path, "postgresql://127.0.0.1:1/x"):
        assert [a.answer for a in ask(url, question("x"))] == ["unsat"]


def test_verify_and_gc(tmp_path):
    url = str(tmp_path / "s.sqlite")
    ask(url, *(question("x", n) for n in range(20)))
    database = store.open_database(url)
    assert database.stats()["answers"] == 20 and store.verify(database) == []
    database.run("update strsmt_answers set answer = 'sat' where key = (select key from strsmt_answers where answer = 'unsat')")
    assert len(store.verify(database)) == 1
    assert database.gc(2000) > 0 and database.stats()["bytes"] <= 2000
    database.run("update strsmt_answers set version = 'old'")
    assert database.gc(10**9, forms.version()) > 0
    assert database.stats()["answers"] == 0


def test_program(tmp_path):
    url = str(tmp_path / "s.sqlite")
    ask(url, question("x"))
    for command, status, words in (("stats", 0, "answers: 1"), ("verify", 0, "0 dropped"), ("gc", 0, "0 dropped")):
        done = subprocess.run([sys.executable, "-m", "strsmt.store", command, url], capture_output=True, text=True)
        assert (done.returncode, words in done.stdout) == (status, True), done
    done = subprocess.run([sys.executable, "-m", "strsmt.store", "stats", "ftp://x"], capture_output=True, text=True)
    assert done.returncode == 1 and "ftp://x" in done.stderr


# ---- several writers, some of which are killed; the same with PostgreSQL

def writers(url, count=4):
    code = "import sys; from strsmt import batch; sys.path[:0] = sys.argv[2:]; from tests.test_store import question; " \
           "[list(batch.run([question('x', n) for n in range(60)], store=sys.argv[1], first_steps=1)) for _ in range(3)]"
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return [subprocess.Popen([sys.executable, "-c", code, url, folder], cwd=folder) for _ in range(count)]


def try_writers(url):
    processes = writers(url)
    time.sleep(1.0)
    for process in processes[:2]:
        process.send_signal(signal.SIGKILL)
    assert [p.wait(120) for p in processes][2:] == [0, 0]
    database = store.open_database(url)
    assert database.stats()["answers"] == 60 and store.verify(database) == []
    again = ask(url, *(question("z", n) for n in range(60)))
    assert [a.answer for a in again] == ["unsat" if n % 2 else "sat" for n in range(60)]
    assert all(a.kept for a in again)
    database.close()


def test_writers_of_a_file(tmp_path):
    try_writers(str(tmp_path / "s.sqlite"))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A PostgreSQL server of our own, on a socket in a folder."""
    pytest.importorskip("psycopg2")
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not programs:
        pytest.skip("there is no PostgreSQL server")
    folder = tmp_path_factory.mktemp("postgres")
    be = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        for parent in folder.parents:
            if str(parent) not in ("/", "/tmp"):
                parent.chmod(0o755)
        be = ["runuser", "-u", "postgres", "--"]
    run = lambda *a: subprocess.run([*be, f"{programs[-1]}/{a[0]}", *a[1:]], check=True, capture_output=True, cwd=folder, timeout=100)
    data = str(folder / "data")
    run("initdb", "-D", data, "-A", "trust", "--no-sync", "-U", "strsmt")
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses='' -F", "start")
    yield f"postgresql:///postgres?host={folder}&user=strsmt"
    run("pg_ctl", "-D", data, "-m", "immediate", "stop")


def test_writers_of_postgresql(server):
    try_writers(server)


def test_postgresql_rows_by_hand(server):
    database = store.open_database(server)
    database.run("update strsmt_answers set evidence = ?, answer = 'unsat'", b"nothing")
    assert [a.answer for a in ask(server, question("q", 3), question("q", 4))] == ["unsat", "sat"]
    assert database.gc(0) > 0
    assert kept.connected(server) is not None
