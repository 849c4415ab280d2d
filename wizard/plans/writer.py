"""The one thread that writes a plan: every change durable before it is called saved.

Changes wait in a queue until a commit took them. When a commit is refused (full disk,
read-only medium, the file gone) nothing is dropped: the queue is tried again after a
growing wait, at the next change, or when told to. The outcome of a failed COMMIT is
unknown, so each attempt first reads how far the file really is; the revision numbers
were given by the program, which makes a repeat recognizable.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from wizard.errors import PlanError
from wizard.plans import schema
from wizard.plans.contents import Evidence, Print, Version
from wizard.plans.log import Revision
from wizard.plans.reading import evidence_row, insert_revision, meta_row

WAITS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Ack:
    """What has reached the disk: everything up to this step and revision."""

    step: int
    revision: int


@dataclass(slots=True)
class Batch:
    """What one action writes; all of it in one transaction, or none."""

    ack: Ack
    revisions: Sequence[Revision] = ()
    meta: dict[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, bytes] | None = None
    record: Print | Version | None = None
    purged: Sequence[str] = ()
    ticket: Future[Ack] = field(default_factory=Future)


class Writer:
    """Queue, thread and connection of one open plan."""

    def __init__(
        self,
        path: Path,
        plan_id: str,
        head: tuple[int, bytes],
        *,
        saved: Callable[[Ack], object],
        failed: Callable[[PlanError], object],
        waits: Sequence[float] = WAITS,
    ) -> None:
        """Prepare writing to ``path``; the thread starts with the first change.

        Args:
            path: the plan file.
            plan_id: who must be in it.
            head: number and checksum of the last revision that is in the file.
            saved: told after each commit, from the writer thread.
            failed: told after each refused attempt, from the writer thread.
            waits: seconds to wait after the first, second ... refused attempt.
        """
        self._saved, self._failed = saved, failed
        self._path, self._plan_id, self._head = path, plan_id, head
        self._waits = tuple(waits)
        self._wake = threading.Condition()
        self._queue: deque[Batch] = deque()
        self._thread: threading.Thread | None = None
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._failure: PlanError | None = None
        self._attempts = self._refusals = 0
        self._nudged = self._busy = self._closing = False

    @property
    def pending(self) -> int:
        """How many actions are not on the disk yet."""
        with self._wake:
            return len(self._queue)

    @property
    def failure(self) -> PlanError | None:
        """Why the last attempt was refused; None if it was not."""
        with self._wake:
            return self._failure

    def submit(self, batch: Batch) -> Future[Ack]:
        """Queue ``batch``; never blocks on the disk."""
        with self._wake:
            if self._closing:
                message = "the plan is closed"
                raise RuntimeError(message)
            self._queue.append(batch)
            if self._thread is None:
                name = f"plan-writer-{self._path.stem}"
                self._thread = threading.Thread(target=self._run, name=name, daemon=True)
                self._thread.start()
            self._nudged = True
            self._wake.notify_all()
        return batch.ticket

    def retry(self) -> None:
        """Try again now."""
        with self._wake:
            self._nudged = True
            self._wake.notify_all()

    def flush(self, timeout: float) -> bool:
        """Wait until all is saved, an attempt is refused, or ``timeout`` seconds have gone.

        Returns:
            Whether everything is on the disk.
        """
        deadline = time.monotonic() + timeout
        with self._wake:
            # An attempt that is under way may have begun before what we wait for.
            enough = self._attempts + (2 if self._busy else 1)
            self._nudged = True
            self._wake.notify_all()
            while self._hopeful(enough):
                if not self._wake.wait(deadline - time.monotonic()):
                    break
            return not self._queue

    def _hopeful(self, enough: int) -> bool:
        waiting = bool(self._queue) and not self._closing
        return waiting and (self._failure is None or self._attempts < enough)

    def close(self) -> None:
        """Stop; what is still queued stays unsaved and its tickets are cancelled."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
        for batch in self._queue:
            batch.ticket.cancel()
        with suppress(sqlite3.Error):
            if self._connection is None and schema.journal(self._path).exists():
                self._connection = schema.connect(self._path)
            if self._connection is not None:
                # Deletes the empty journal: nothing is left beside the plan.
                self._connection.execute("PRAGMA journal_mode=DELETE")
        self._disconnect()

    def _run(self) -> None:
        while batches := self._next():
            error = self._attempt(batches)
            with self._wake:
                if error is None:
                    for _ in batches:
                        self._queue.popleft()
                self._failure = error
                self._refusals = self._refusals + 1 if error else 0
                self._attempts += 1
                self._busy = False
                self._wake.notify_all()
            if error is not None:
                self._tell(partial(self._failed, error))
                continue
            for batch in batches:
                if batch.ticket.set_running_or_notify_cancel():
                    batch.ticket.set_result(batch.ack)
            self._tell(partial(self._saved, batches[-1].ack))

    def _next(self) -> Sequence[Batch]:
        """Wait until there is something to write; empty when the plan is closed."""
        with self._wake:
            due = time.monotonic()
            if self._refusals and self._waits:
                due += self._waits[min(self._refusals, len(self._waits)) - 1]
            while not self._closing:
                rest = due - time.monotonic()
                if self._queue and (self._nudged or rest <= 0):
                    self._nudged, self._busy = False, True
                    return tuple(self._queue)[:_MOST_AT_ONCE]
                self._wake.wait(rest if self._queue else None)
        return ()

    def _attempt(self, batches: Sequence[Batch]) -> PlanError | None:
        try:
            connection = self._connected()
            connection.execute("BEGIN IMMEDIATE")
            self._write(connection, batches)
            connection.execute("COMMIT")
        except PlanError as error:
            self._disconnect()
            return error
        except (sqlite3.Error, OSError) as error:
            sentence = self._sentence(error)
            self._disconnect()
            return sentence
        except Exception as error:  # noqa: BLE001  reported as a crash; answers must survive it
            self._report()
            self._disconnect()
            return PlanError("plans.cannot_save", path=str(self._path), reason=str(error))
        revisions = [entry for batch in batches for entry in batch.revisions]
        if revisions:
            self._head = (revisions[-1].number, revisions[-1].sum)
        return None

    def _write(self, connection: sqlite3.Connection, batches: Sequence[Batch]) -> None:
        there = self._progress(connection, batches)
        for batch in batches:
            for entry in batch.revisions:
                if entry.number > there:
                    insert_revision(connection, entry)
                    _set_answer(connection, entry)
            connection.executemany(
                "INSERT INTO meta VALUES(?,?,?) ON CONFLICT(key)"
                " DO UPDATE SET value=excluded.value, sum=excluded.sum",
                [meta_row(*item) for item in batch.meta.items()],
            )
            if batch.evidence is not None:
                _add_evidence(connection, *batch.evidence)
            if batch.purged:
                _purge(connection, batch.purged)
            if batch.record is not None:
                self._add_record(connection, batch.record)

    def _progress(self, connection: sqlite3.Connection, batches: Sequence[Batch]) -> int:
        """Return the last revision in the file; it must be one of ours."""
        row = connection.execute(
            "SELECT revision, sum FROM revision ORDER BY revision DESC LIMIT 1"
        ).fetchone()
        known = {self._head[0]: self._head[1]}
        known |= {entry.number: entry.sum for batch in batches for entry in batch.revisions}
        number, found = row or (0, self._head[1])
        if known.get(number) != found or number < self._head[0]:
            raise PlanError("plans.changed_elsewhere", path=str(self._path))
        return int(number)

    def _add_record(self, connection: sqlite3.Connection, record: Print | Version) -> None:
        table, text = (
            ("print", record.record) if isinstance(record, Print) else ("version", record.name)
        )
        connection.execute(
            f"INSERT OR IGNORE INTO {table} VALUES(?,?,?,?,?)",
            (record.number, record.revision, record.at, text, record.sum),
        )
        found = connection.execute(
            f"SELECT sum FROM {table} WHERE {table}=?",  # noqa: S608  one of two names
            (record.number,),
        ).fetchone()
        if found[0] != record.sum:
            raise PlanError("plans.changed_elsewhere", path=str(self._path))

    def _connected(self) -> sqlite3.Connection:
        """Return the connection, opened anew after every refused attempt."""
        if self._connection is None:
            if not self._path.exists():
                raise self._gone()
            schema.check_header(self._path)
            connection = schema.connect(self._path)
            self._connection = connection
            row = connection.execute("SELECT value FROM meta WHERE key='plan'").fetchone()
            if row != (self._plan_id,):
                raise PlanError("plans.moved", path=str(self._path))
            self._identity = _identity(self._path)
        elif _identity(self._path) != self._identity:
            raise self._gone()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            connection.close()

    def _gone(self) -> PlanError:
        key = "plans.moved" if self._path.parent.is_dir() else "plans.drive_gone"
        return PlanError(key, path=str(self._path))

    def _sentence(self, error: sqlite3.Error | OSError) -> PlanError:
        path, name = str(self._path), str(getattr(error, "sqlite_errorname", ""))
        if not self._path.exists() or name == "SQLITE_READONLY_DBMOVED":
            return self._gone()
        if name == "SQLITE_FULL":
            return PlanError("plans.disk_full", path=path)
        if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN")):
            return PlanError("plans.read_only", path=path)
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return PlanError("plans.busy", path=path)
        return PlanError("plans.cannot_save", path=path, reason=str(error))

    def _tell(self, callback: Callable[[], object]) -> None:
        try:
            callback()
        except Exception:  # noqa: BLE001  reported as a crash; saving must go on
            self._report()

    def _report(self) -> None:
        kind, error, trace = sys.exc_info()
        if kind is not None:
            threading.excepthook(
                threading.ExceptHookArgs((kind, error, trace, threading.current_thread()))
            )


def _set_answer(connection: sqlite3.Connection, entry: Revision) -> None:
    if entry.kind == "rename":
        return
    if entry.value is None:
        connection.execute("DELETE FROM answer WHERE question=?", (entry.question,))
        return
    connection.execute(
        "INSERT INTO answer VALUES(?,?,?) ON CONFLICT(question)"
        " DO UPDATE SET value=excluded.value, revision=excluded.revision",
        (entry.question, entry.value, entry.number),
    )


def _add_evidence(connection: sqlite3.Connection, item: Evidence, content: bytes) -> None:
    row = connection.execute("SELECT coalesce(max(evidence), 0) + 1 FROM evidence").fetchone()
    connection.execute(
        "INSERT INTO evidence VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(sha256)"
        " DO UPDATE SET bytes=excluded.bytes WHERE bytes IS NULL",
        evidence_row(row[0], item, content),
    )


def _purge(connection: sqlite3.Connection, sums: Sequence[str]) -> None:
    """Drop the bytes of attached files; their pages are overwritten, not only let go."""
    connection.execute("PRAGMA secure_delete=ON")
    connection.executemany(
        "UPDATE evidence SET bytes=NULL WHERE sha256=?", ((one,) for one in sums)
    )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
