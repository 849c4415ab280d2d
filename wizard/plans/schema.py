"""What a plan file looks like on disk: header, tables, connections and checksums.

``*.shopplan`` is one SQLite database with our application id and a format number in
``user_version``. The tables are compared text for text when a file is opened, so a view,
a trigger or a generated column in a crafted file is never evaluated.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

from wizard.errors import PlanError, unreadable

SUFFIX = ".shopplan"
APPLICATION_ID = 0x53504C4E
FORMAT = 1

MAX_FILE_BYTES = 400_000_000
MAX_ROW_BYTES = 10_000_000
MAX_EVIDENCE_BYTES = 9_500_000
MAX_ALL_EVIDENCE_BYTES = 150_000_000
FOREIGN_SECONDS = 3.0

TABLES = (
    """CREATE TABLE meta(
    key TEXT PRIMARY KEY, value TEXT NOT NULL, sum BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE answer(
    question TEXT PRIMARY KEY, value TEXT NOT NULL, revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE revision(
    revision INTEGER PRIMARY KEY, step INTEGER NOT NULL, at TEXT NOT NULL,
    author TEXT NOT NULL, kind TEXT NOT NULL, question TEXT NOT NULL, value TEXT,
    undoes INTEGER, sum BLOB NOT NULL
) STRICT""",
    """CREATE TABLE evidence(
    evidence INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    mime TEXT NOT NULL, size INTEGER NOT NULL, added TEXT NOT NULL, sum BLOB NOT NULL,
    bytes BLOB
) STRICT""",
    """CREATE TABLE print(
    print INTEGER PRIMARY KEY, revision INTEGER NOT NULL, at TEXT NOT NULL,
    record TEXT NOT NULL, sum BLOB NOT NULL
) STRICT""",
    """CREATE TABLE version(
    version INTEGER PRIMARY KEY, revision INTEGER NOT NULL, at TEXT NOT NULL,
    name TEXT NOT NULL, sum BLOB NOT NULL
) STRICT""",
)

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_SMALLEST_FILE = 512
_VERSION_FIELD = slice(60, 64)
_APPLICATION_FIELD = slice(68, 72)
# json.dumps() builds an encoder per call when it is given separators.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def checksum(*fields: str | int | None, after: bytes = b"") -> bytes:
    """Return 16 bytes of BLAKE2b over ``after`` and the JSON array of ``fields``.

    JSON keeps the borders of the fields, so no two rows share one text.
    """
    return hashlib.blake2b(after + _JSON.encode(fields).encode(), digest_size=16).digest()


def damaged(path: Path, detail: str) -> PlanError:
    """Return the one sentence for a plan whose content cannot be trusted.

    ``detail`` is for the log and for crash reports; the sentence does not show it.
    """
    return PlanError("plans.damaged", path=str(path), detail=detail)


def check_header(path: Path) -> None:
    """Look at the file and its first 100 bytes before SQLite does.

    Raises:
        PlanError: not a regular file, empty, too large, another kind of file, or written
            by a newer program.
    """
    try:
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            raise PlanError("errors.is_folder", path=str(path))
        if not stat.S_ISREG(status.st_mode):
            raise PlanError("plans.not_regular", path=str(path))
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        sentence = unreadable(path, error)
        raise PlanError(sentence.key, **sentence.params) from error
    if not header:
        raise PlanError("plans.empty", path=str(path))
    if header[: len(_MAGIC)] != _MAGIC:
        raise PlanError("plans.not_a_plan", path=str(path))
    if len(header) < _HEADER_BYTES or status.st_size < _SMALLEST_FILE:
        raise damaged(path, "shorter than its header")
    if int.from_bytes(header[_APPLICATION_FIELD], "big") != APPLICATION_ID:
        raise PlanError("plans.not_a_plan", path=str(path))
    version = int.from_bytes(header[_VERSION_FIELD], "big")
    if version > FORMAT:
        raise PlanError("plans.newer", path=str(path))
    if version < 1:
        raise damaged(path, "format 0")
    if status.st_size > MAX_FILE_BYTES:
        raise PlanError("plans.too_big", path=str(path), limit=MAX_FILE_BYTES // 1_000_000)


def journal(path: Path) -> Path:
    """Return where SQLite keeps the rollback journal of the plan at ``path``."""
    return path.with_name(f"{path.name}-journal")


def connect(path: Path) -> sqlite3.Connection:
    """Open a plan of our own for reading and writing; a crash's journal is rolled back."""
    connection = sqlite3.connect(
        _uri(path, "mode=rw"), uri=True, isolation_level=None, timeout=2, check_same_thread=False
    )
    _limit(connection)
    pragmas = ["journal_mode=TRUNCATE", "synchronous=FULL", "locking_mode=NORMAL"]
    if sys.platform == "darwin":
        pragmas.append("fullfsync=ON")
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_foreign(path: Path) -> sqlite3.Connection:
    """Open somebody else's plan: read-only, sidecars ignored, every query stopped in time."""
    connection = sqlite3.connect(
        _uri(path, "mode=ro&immutable=1"), uri=True, isolation_level=None, check_same_thread=False
    )
    deadline = time.monotonic() + FOREIGN_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 10_000)
    _limit(connection)
    connection.execute("PRAGMA query_only=ON")
    return connection


def create_tables(connection: sqlite3.Connection) -> None:
    """Give an empty database our header and tables."""
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={FORMAT}")
    for table in TABLES:
        connection.execute(table)


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Compare the schema with ours, text for text.

    Raises:
        PlanError: something is in the file that no plan has.
    """
    found = frozenset(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
    if found != _schema():
        raise PlanError("plans.tampered", path=str(path))


def check_pages(connection: sqlite3.Connection, path: Path) -> None:
    """Let SQLite check the pages and the types of all rows.

    Raises:
        PlanError: a page is damaged.
    """
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise damaged(path, str(verdict))


def peek(path: Path) -> dict[str, str]:
    """Read the table ``meta`` of a plan of the library, and nothing else.

    The header comes through SQLite: closing a descriptor of our own on the file would
    drop the locks that this process's writer holds on it.

    Raises:
        PlanError: it is no plan, too new, damaged, or busy.
    """
    with sentences(path), closing(connect(path)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise PlanError("plans.not_a_plan", path=str(path))
        if version > FORMAT:
            raise PlanError("plans.newer", path=str(path))
        check_tables(connection, path)
        return dict(connection.execute("SELECT key, value FROM meta LIMIT 20"))


def settle(path: Path) -> None:
    """Roll back what a crash left in the journal of ``path`` and delete the journal."""
    with suppress(sqlite3.Error), closing(connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn what SQLite says about reading ``path`` into one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        name = str(getattr(error, "sqlite_errorname", ""))
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise PlanError("plans.busy", path=str(path)) from error
        if name == "SQLITE_NOTADB":
            raise PlanError("plans.not_a_plan", path=str(path)) from error
        if name.startswith("SQLITE_CANTOPEN"):
            raise PlanError("errors.cannot_read", path=str(path), reason=str(error)) from error
        raise damaged(path, str(error)) from error


@cache
def _schema() -> frozenset[tuple[object, ...]]:
    connection = sqlite3.connect(":memory:")
    try:
        create_tables(connection)
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
        return frozenset(rows)
    finally:
        connection.close()


def _limit(connection: sqlite3.Connection) -> None:
    for limit, value in (
        (sqlite3.SQLITE_LIMIT_LENGTH, MAX_ROW_BYTES),
        (sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    ):
        connection.setlimit(limit, value)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")


def _uri(path: Path, parameters: str) -> str:
    # pathlib's as_uri() turns \\server\share into an authority, which SQLite refuses.
    absolute = Path(os.path.abspath(path)).as_posix()  # noqa: PTH100  resolve() follows links
    return f"file://{quote(absolute if absolute.startswith('/') else '/' + absolute)}?{parameters}"
