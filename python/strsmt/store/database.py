"""Where answers are kept: a file of SQLite, or a PostgreSQL database (with python3-psycopg2). Any number of processes may read and
write at once. Whatever fails here (locked, full, gone, damaged) is a miss, never an error of the question.

A row: key, version of the library, answer, evidence (compressed), its size, seconds that the search took, when it was used last."""

from __future__ import annotations

import abc
import time
from typing import Any, Dict, Iterator, NamedTuple, Optional, Tuple

from ..errors import ArgumentError, StrsmtError

MOST_BYTES = 16 << 20  # evidence that is larger is not kept

SCHEMA = """create table if not exists strsmt_answers (
  key {blob} primary key, version text not null, answer text not null, evidence {blob} not null, bytes bigint not null,
  seconds double precision not null, used double precision not null)"""
INDEX = "create index if not exists strsmt_answers_used on strsmt_answers (used)"


class Row(NamedTuple):
    key: bytes
    version: str
    answer: str
    evidence: bytes
    seconds: float


class Database(abc.ABC):
    """One connection. `mark` is what stands for a value in its SQL."""

    mark = "?"
    blob = "blob"
    wrong: Tuple[Any, ...] = ()  # the exceptions of its driver

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.run(SCHEMA.format(blob=self.blob))
        self.run(INDEX)

    def run(self, sql: str, *values: Any) -> Any:
        cursor = self.connection.cursor()
        cursor.execute(sql.replace("?", self.mark), values)
        return cursor

    def get(self, key: bytes) -> Optional[Row]:
        try:
            found = self.run("select key, version, answer, evidence, seconds from strsmt_answers where key = ?", key).fetchone()
            if not found:
                return None
            self.run("update strsmt_answers set used = ? where key = ?", time.time(), key)
            return row_of(found)
        except self.wrong:
            return None

    def put(self, row: Row) -> bool:
        """Keeps a row, in the place of the one that has this key."""
        if len(row.evidence) > MOST_BYTES:
            return False
        try:
            self.run("""insert into strsmt_answers (key, version, answer, evidence, bytes, seconds, used) values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (key) do update set version = excluded.version, answer = excluded.answer, evidence = excluded.evidence,
                        bytes = excluded.bytes, seconds = excluded.seconds, used = excluded.used""",
                     row.key, row.version, row.answer, row.evidence, len(row.evidence), row.seconds, time.time())
            return True
        except self.wrong:
            return False

    def delete(self, key: bytes) -> None:
        try:
            self.run("delete from strsmt_answers where key = ?", key)
        except self.wrong:
            pass

    def rows(self) -> Iterator[Row]:
        """All of them, a page at a time; those that come meanwhile may or may not be among them."""
        last = b""
        while True:
            page = self.run("select key, version, answer, evidence, seconds from strsmt_answers where key > ? order by key limit 100",
                            last).fetchall()
            if not page:
                return
            yield from map(row_of, page)
            last = bytes(page[-1][0])

    def stats(self) -> Dict[str, Any]:
        rows, size, saved = self.run("select count(*), coalesce(sum(bytes), 0), coalesce(sum(seconds), 0) from strsmt_answers").fetchone()
        kinds = dict(self.run("select answer, count(*) from strsmt_answers group by answer order by answer").fetchall())
        versions = dict(self.run("select version, count(*) from strsmt_answers group by version order by version").fetchall())
        return {"answers": int(rows), "bytes": int(size), "seconds": float(saved), "by answer": kinds, "by version": versions}

    def gc(self, most_bytes: int, version: Optional[str] = None) -> int:
        """Drops what other versions made, then what was not used for longest, until the evidence fits. Returns how many rows went."""
        gone = 0
        if version is not None:
            gone += int(self.run("delete from strsmt_answers where version <> ?", version).rowcount)
        size = int(self.run("select coalesce(sum(bytes), 0) from strsmt_answers").fetchone()[0])
        for key, bytes_ in self.run("select key, bytes from strsmt_answers order by used").fetchall():
            if size <= most_bytes:
                break
            self.run("delete from strsmt_answers where key = ?", key)
            size -= int(bytes_)
            gone += 1
        return gone

    def close(self) -> None:
        self.connection.close()


def row_of(values: Any) -> Row:
    key, version, answer, evidence, seconds = values
    return Row(bytes(key), str(version), str(answer), bytes(evidence), float(seconds))


class SQLite(Database):
    def __init__(self, path: str) -> None:
        import sqlite3

        self.wrong = (sqlite3.Error,)
        # Without transactions of Python's making: each statement is one. Readers do not wait for writers (WAL).
        connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        super().__init__(connection)


class PostgreSQL(Database):
    mark, blob = "%s", "bytea"

    def __init__(self, url: str) -> None:
        try:
            import psycopg2
        except ImportError:
            raise StrsmtError("a store in PostgreSQL needs psycopg2 (Debian's python3-psycopg2)") from None
        self.wrong = (psycopg2.Error,)
        connection = psycopg2.connect(url)
        connection.autocommit = True
        try:
            super().__init__(connection)
        except psycopg2.errors.UniqueViolation:  # two that create the table at once
            super().__init__(connection)


def open_database(url: str) -> Database:
    """The store of that name: `postgresql://...`, or the path of a SQLite file, which is made if it is not there."""
    if url.startswith(("postgresql://", "postgres://")):
        return PostgreSQL(url)
    if "://" in url:
        raise ArgumentError(f"a store is a file or postgresql://..., not {url}")
    return SQLite(url)
