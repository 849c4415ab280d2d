"""Plan files into memory and out again: our own, somebody else's, a new one.

Nothing read is trusted: the header first, then the tables text for text, SQLite's own
check of the pages, types, checksums, the chain of the log, and the answers against it.
"""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from wizard.errors import PlanError
from wizard.plans import files, schema
from wizard.plans.checking import check_contents, refuse
from wizard.plans.contents import Blobs, Evidence, PlanContents, Print, Version, no_bytes
from wizard.plans.log import BrokenLogError, Revision

MAX_ANSWERS = 5_000
MAX_REVISIONS = 200_000
MAX_RECORDS = 10_000

_META = frozenset({"plan", "name", "pack", "pack_version", "language", "created", "summary"})
_Record = TypeVar("_Record", Evidence, Print, Version)


def read_own(path: Path) -> PlanContents:
    """Read a plan of the library; a crash's journal is rolled back first.

    Raises:
        PlanError: it cannot be read, is damaged, foreign or too new.
    """
    schema.check_header(path)
    with schema.sentences(path), closing(schema.connect(path)) as connection:
        return read(connection, path, partial(read_evidence, path))


def read_foreign(path: Path) -> PlanContents:
    """Read somebody else's plan file without writing to it or trusting anything in it.

    Raises:
        PlanError: one clear sentence why it is not opened.
    """
    schema.check_header(path)
    with schema.sentences(path), closing(schema.connect_foreign(path)) as connection:
        return read(connection, path, partial(_foreign_evidence, path))


def read(connection: sqlite3.Connection, path: Path, blobs: Blobs) -> PlanContents:
    """Read and check everything through ``connection``, in one consistent view.

    Raises:
        PlanError: the tables are not ours, or what they say does not fit together.
        sqlite3.Error: SQLite met a damaged page.
    """
    connection.execute("BEGIN")
    try:
        schema.check_tables(connection, path)
        schema.check_pages(connection, path)
        contents = _contents(connection, blobs)
        _check(connection, contents)
    except (BrokenLogError, ValueError, RecursionError) as error:
        raise schema.damaged(path, str(error)) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return contents


def read_evidence(path: Path, sha256: str) -> bytes | None:
    """Return the bytes of one evidence of an own plan; None if the plan has them not.

    Raises:
        PlanError: the plan cannot be read, or the bytes are not what they were.
    """
    with schema.sentences(path), closing(schema.connect(path)) as connection:
        return _evidence_bytes(connection, path, sha256)


def blob(path: Path, unsaved: Mapping[str, bytes], sha256: str) -> bytes | None:
    """Return an evidence's bytes from what is not saved yet, else from the plan at ``path``."""
    found = unsaved.get(sha256)
    return read_evidence(path, sha256) if found is None else found


def changed_after(path: Path, revision: int) -> int | None:
    """Return how many answers a damaged plan says were changed after ``revision``.

    Nothing it says is trusted further than to be counted; None if it says nothing.
    """
    try:
        with closing(schema.connect_foreign(path)) as connection:
            query = "SELECT count(DISTINCT question) FROM revision WHERE revision > ? AND question != ''"
            (count,) = connection.execute(query, (revision,)).fetchone()
    except (sqlite3.Error, PlanError, OSError):
        return None
    return int(count)


def write_contents(
    contents: PlanContents, path: Path, *, private: bool = True, with_evidence: bool = True
) -> None:
    """Write a plan file with exactly ``contents``, whole or not at all.

    Args:
        contents: what to write; the answers are folded from its log.
        path: where; an existing file is replaced.
        private: readable by this user alone.
        with_evidence: copy the evidence's bytes too; without, they are listed as absent.

    Raises:
        OutputError: the file could not be written.
        PlanError: an evidence of the source cannot be read any more.
    """
    with files.replacing(path, private=private) as temporary:
        # A journal left by a crash would be rolled back into the new file.
        schema.journal(path).unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
                # The temporary file is synced and renamed as a whole: no journal needed.
                connection.execute("PRAGMA journal_mode=OFF")
                connection.execute("PRAGMA synchronous=OFF")
                connection.execute("BEGIN")
                schema.create_tables(connection)
                _insert(connection, contents, contents.blobs if with_evidence else no_bytes)
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise OSError(*_system_reason(error)) from error


def insert_revision(connection: sqlite3.Connection, entry: Revision) -> None:
    """Insert one line of the log."""
    connection.execute(
        "INSERT INTO revision VALUES(?,?,?,?,?,?,?,?,?)",
        (
            entry.number,
            entry.step,
            entry.at,
            entry.author,
            entry.kind,
            entry.question,
            entry.value,
            entry.undoes,
            entry.sum,
        ),
    )


def meta_row(key: str, value: str) -> tuple[str, str, bytes]:
    """Return the row of the table ``meta`` for ``key``."""
    return key, value, schema.checksum("meta", key, value)


def _insert(connection: sqlite3.Connection, contents: PlanContents, blobs: Blobs) -> None:
    connection.executemany(
        "INSERT INTO meta VALUES(?,?,?)", (meta_row(*item) for item in contents.meta.items())
    )
    for entry in contents.revisions:
        insert_revision(connection, entry)
    log = contents.log
    connection.executemany(
        "INSERT INTO answer VALUES(?,?,?)", ((q, v, log.latest[q]) for q, v in log.answers.items())
    )
    connection.executemany(
        "INSERT INTO print VALUES(?,?,?,?,?)",
        ((p.number, p.revision, p.at, p.record, p.sum) for p in contents.prints),
    )
    connection.executemany(
        "INSERT INTO version VALUES(?,?,?,?,?)",
        ((v.number, v.revision, v.at, v.name, v.sum) for v in contents.versions),
    )
    for number, item in enumerate(contents.evidence, start=1):
        connection.execute(
            "INSERT INTO evidence VALUES(?,?,?,?,?,?,?,?)",
            evidence_row(number, item, blobs(item.sha256) if item.present else None),
        )


def evidence_row(number: int, item: Evidence, content: bytes | None) -> tuple[object, ...]:
    """Return the row of the table ``evidence`` for ``item``."""
    return (number, item.sha256, item.name, item.mime, item.size, item.added, item.sum, content)


def _contents(connection: sqlite3.Connection, blobs: Blobs) -> PlanContents:
    meta: dict[str, str] = {}
    for key, value, found in connection.execute("SELECT key, value, sum FROM meta LIMIT 20"):
        if meta_row(key, value)[2] != found:
            refuse(f"meta {key!r} does not match its checksum")
        meta[key] = value
    if meta.keys() != _META:
        refuse(f"meta holds {sorted(meta)}")
    return PlanContents(
        plan_id=meta["plan"],
        name=meta["name"],
        pack_id=meta["pack"],
        pack_version=int(meta["pack_version"]),
        language=meta["language"],
        created=meta["created"],
        summary=meta["summary"],
        revisions=tuple(
            Revision(*row)
            for row in _rows(connection, "SELECT * FROM revision ORDER BY 1", MAX_REVISIONS)
        ),
        prints=_records(
            connection, "SELECT print, revision, at, record, sum FROM print ORDER BY 1", Print
        ),
        versions=_records(
            connection, "SELECT version, revision, at, name, sum FROM version ORDER BY 1", Version
        ),
        evidence=_records(
            connection,
            "SELECT sha256, name, mime, size, added, bytes IS NOT NULL, sum FROM evidence"
            " ORDER BY evidence",
            _evidence,
        ),
        blobs=blobs,
    )


def _evidence(sha256: str, name: str, mime: str, size: int, added: str, present: int) -> Evidence:
    return Evidence(sha256, name, mime, size, added, bool(present))


def _rows(connection: sqlite3.Connection, query: str, limit: int) -> list[tuple[Any, ...]]:
    rows = connection.execute(query).fetchmany(limit + 1)
    if len(rows) > limit:
        refuse(f"more than {limit} rows: {query}")
    return rows


def _records(
    connection: sqlite3.Connection, query: str, record: Callable[..., _Record]
) -> tuple[_Record, ...]:
    records = []
    for *row, found in _rows(connection, query, MAX_RECORDS):
        item = record(*row)
        if item.sum != found:
            refuse(f"{item!r:.80} does not match its checksum")
        records.append(item)
    return tuple(records)


def _check(connection: sqlite3.Connection, contents: PlanContents) -> None:
    check_contents(contents)
    log = contents.log
    stored = {
        question: (value, revision)
        for question, value, revision in _rows(connection, "SELECT * FROM answer", MAX_ANSWERS)
    }
    if stored != {q: (value, log.latest[q]) for q, value in log.answers.items()}:
        refuse("the answers are not what the log says")
    _check_evidence(connection, contents.evidence)


def _check_evidence(connection: sqlite3.Connection, evidence: Sequence[Evidence]) -> None:
    sizes = dict(connection.execute("SELECT sha256, length(bytes) FROM evidence"))
    for item in evidence:
        if item.present and sizes[item.sha256] != item.size:
            refuse(f"evidence {item.sha256[:12]} has another size")
    if sum(item.size for item in evidence if item.present) > schema.MAX_ALL_EVIDENCE_BYTES:
        refuse("more evidence than a plan may hold")


def _foreign_evidence(path: Path, sha256: str) -> bytes | None:
    with schema.sentences(path), closing(schema.connect_foreign(path)) as connection:
        return _evidence_bytes(connection, path, sha256)


def _evidence_bytes(connection: sqlite3.Connection, path: Path, sha256: str) -> bytes | None:
    row = connection.execute("SELECT bytes FROM evidence WHERE sha256=?", (sha256,)).fetchone()
    if row is None or row[0] is None:
        return None
    content = bytes(row[0])
    if hashlib.sha256(content).hexdigest() != sha256:
        raise schema.damaged(path, f"evidence {sha256[:12]} does not match its checksum")
    return content


def _system_reason(error: sqlite3.Error) -> tuple[int, str]:
    name = getattr(error, "sqlite_errorname", "") or ""
    number = errno.EACCES if name.startswith("SQLITE_READONLY") else errno.EIO
    return (errno.ENOSPC if name == "SQLITE_FULL" else number), str(error)
