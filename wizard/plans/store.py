"""An open plan: answers, history, undo and redo in memory, every change durable on disk.

    with PlanFile.open(path) as plan:
        plan.commit({"weekly_hours": "10"}, now=now)     # returns at once; a Future[Ack]
        plan.undo(now)

Answers are JSON text by question id; what they mean is the session's business. All
methods may be called from any thread and none waits for the disk, except ``create``,
``open``, ``flush``, ``close``, ``evidence`` and ``save_copy``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from wizard.errors import PlanError
from wizard.plans import reading, schema
from wizard.plans.contents import (
    Evidence,
    PlanContents,
    Print,
    Version,
    check_name,
    check_room,
    check_summary,
    new_plan,
)
from wizard.plans.log import BrokenLogError, Revision, Step, timestamp
from wizard.plans.view import PlanView
from wizard.plans.writer import WAITS, Ack, Batch, Writer


class PlanFile(PlanView):
    """A plan of the library, owned by this process.

    Attributes:
        recovered: the program that had it open last did not close it.
        on_saved: called from the writer thread after each commit that reached the disk.
        on_failed: called from the writer thread after each refused attempt.
    """

    def __init__(
        self,
        path: Path,
        contents: PlanContents,
        *,
        recovered: bool = False,
        waits: Sequence[float] = WAITS,
    ) -> None:
        """Take over ``contents`` as read from ``path``; use ``open`` or ``create``."""
        super().__init__(path, contents)
        self.recovered = recovered
        self._unsaved_evidence: dict[str, bytes] = {}
        self.on_saved: Callable[[Ack], None] | None = None
        self.on_failed: Callable[[PlanError], None] | None = None
        self._writer = Writer(
            path,
            contents.plan_id,
            (len(self._log.revisions), self._log.head),
            saved=lambda ack: self.on_saved and self.on_saved(ack),
            failed=lambda error: self.on_failed and self.on_failed(error),
            waits=waits,
        )

    @classmethod
    def create(  # noqa: PLR0913  one argument per thing a plan begins with
        cls,
        path: Path,
        *,
        plan_id: str,
        name: str,
        pack: tuple[str, int],
        answers: Mapping[str, str],
        now: datetime,
        author: str = "",
        language: str = "zh",
    ) -> Self:
        """Write a new plan and open it.

        The arguments but ``path`` are those of ``contents.new_plan``.

        Raises:
            ValueError: a malformed id or a value that is no JSON.
            WizardError: ``path`` is taken, or cannot be written.
        """
        contents = new_plan(
            plan_id=plan_id, name=name, pack=pack, answers=answers, now=now,
            author=author, language=language,
        )  # fmt: skip
        return cls.adopt(contents, path)

    @classmethod
    def open(cls, path: Path, *, waits: Sequence[float] = WAITS) -> Self:
        """Open a plan of the library; everything in it is checked first.

        Raises:
            PlanError: it cannot be read, is damaged, foreign or too new.
        """
        recovered = schema.journal(path).exists()
        contents = reading.read_own(path)
        return cls(path, contents, recovered=recovered, waits=waits)

    @classmethod
    def adopt(cls, contents: PlanContents, path: Path) -> Self:
        """Write ``contents`` read from elsewhere into a new file at ``path`` and open it.

        Raises:
            PlanError: something stands at ``path``, or the history contradicts itself.
            OutputError: it could not be written.
        """
        if path.exists() or path.is_symlink():
            raise PlanError("plans.exists", path=str(path))
        try:
            _ = contents.log
        except BrokenLogError as error:
            raise schema.damaged(path, str(error)) from error
        reading.write_contents(contents, path)
        return cls.open(path)

    def commit(
        self,
        changes: Mapping[str, str | None],
        *,
        now: datetime,
        kind: str = "answer",
        author: str = "",
        pack: tuple[str, int] | None = None,
    ) -> Future[Ack]:
        """Change some answers in one step; undo takes the whole step back.

        Args:
            changes: question id -> JSON text, or None to clear it.
            now: an aware datetime.
            kind: ``answer``, ``clear``, ``import``, ``default`` or ``migrate``.
            author: who, as typed.
            pack: the checklist the plan belongs to from here on (with ``migrate``).

        Returns:
            Done once the change survives a power cut.

        Raises:
            ValueError: a malformed id, kind, or a value that is no JSON.
        """
        with self._lock:
            revisions = self._log.append(kind, changes, at=timestamp(now), author=author)
            meta = {}
            if pack is not None:
                self._contents = replace(self._contents, pack_id=pack[0], pack_version=pack[1])
                meta = {"pack": pack[0], "pack_version": str(pack[1])}
            return self._submit(revisions, meta)

    def undo(self, now: datetime, author: str = "") -> Step | None:
        """Take back the last step; None if there is none."""
        return self._move(self._log.undo, now, author)

    def redo(self, now: datetime, author: str = "") -> Step | None:
        """Bring the step again that was taken back last; None if there is none."""
        return self._move(self._log.redo, now, author)

    def rename(self, name: str, *, now: datetime, author: str = "") -> Future[Ack]:
        """Give the plan another name; the file keeps its own."""
        with self._lock:
            if check_name(name) == self.name:
                return self._submit((), {})
            revisions = self._log.rename(name, at=timestamp(now), author=author)
            self._contents = replace(self._contents, name=name)
            return self._submit(revisions, {"name": name})

    def set_summary(self, summary: str) -> Future[Ack]:
        """Store what the home list shows of this plan: a JSON object, else ValueError."""
        check_summary(summary)
        with self._lock:
            meta = {} if summary == self.summary else {"summary": summary}
            self._contents = replace(self._contents, summary=summary)
            return self._submit((), meta)

    def record_print(self, record: str, *, now: datetime, revision: int | None = None) -> Print:
        """Note a printed edition.

        Args:
            record: the session's JSON of what was printed.
            now: an aware datetime.
            revision: the last one it says; the present one without it.
        """
        json.loads(record)
        with self._lock:
            prints = self._contents.prints
            said = self.revision if revision is None else revision
            printed = Print(len(prints) + 1, said, timestamp(now), record)
            self._contents = replace(self._contents, prints=(*prints, printed))
            self._submit((), {}, record=printed)
            return printed

    def name_version(self, name: str, *, now: datetime) -> Version:
        """Give the plan as it stands a name to come back to."""
        with self._lock:
            versions = self._contents.versions
            moment = timestamp(now)
            version = Version(len(versions) + 1, self.revision, moment, check_name(name))
            self._contents = replace(self._contents, versions=(*versions, version))
            self._submit((), {}, record=version)
            return version

    def add_evidence(self, name: str, mime: str, content: bytes, *, now: datetime) -> Evidence:
        """Keep an attached file; the same bytes are kept once. Answers refer to its SHA-256.

        Raises:
            PlanError: it is too large, or the plan holds too much already.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        with self._lock:
            known = self._contents.evidence_by_sum.get(sha256)
            if known is not None and known.present:
                return known
            check_room(name, len(content), self._contents.evidence)
            item = Evidence(sha256, name, mime, len(content), timestamp(now))
            if known is not None:
                item = replace(known, present=True)
            evidence = self._contents.evidence_by_sum | {sha256: item}
            self._contents = replace(self._contents, evidence=tuple(evidence.values()))
            self._unsaved_evidence[sha256] = content
            ticket = self._submit((), {}, evidence=(item, content))
            ticket.add_done_callback(lambda _: self._unsaved_evidence.pop(sha256, None))
            return item

    def purge_evidence(self, used: Collection[str]) -> int:
        """Let go of the bytes of attached files that are not ``used`` any more.

        That they were attached stays known; an answer that undo brings back says that
        its file is absent.

        Returns:
            How many bytes that frees.
        """
        with self._lock:
            idle = [
                item for item in self._contents.evidence if item.present and item.sha256 not in used
            ]
            if idle:
                sums = tuple(item.sha256 for item in idle)
                kept = tuple(
                    replace(item, present=item.present and item.sha256 not in sums)
                    for item in self._contents.evidence
                )
                self._contents = replace(self._contents, evidence=kept)
                self._submit((), {}, purged=sums)
            return sum(item.size for item in idle)

    def evidence(self, sha256: str) -> bytes | None:
        """Return the bytes of one attached file; None if they are absent.

        Raises:
            PlanError: the plan cannot be read, or the bytes have changed.
        """
        with self._lock:
            unsaved = dict(self._unsaved_evidence)
        return reading.blob(self.path, unsaved, sha256)

    @property
    def pending(self) -> int:
        """How many actions are not on the disk yet."""
        return self._writer.pending

    @property
    def failure(self) -> PlanError | None:
        """Why the last attempt to save was refused, if it was."""
        return self._writer.failure

    def retry(self) -> None:
        """Try to save again now."""
        self._writer.retry()

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until everything is on the disk; False if saving is refused or takes longer."""
        return self._writer.flush(timeout)

    def save_copy(self, path: Path) -> None:
        """Write a clean copy with everything, saved or not, for a stick, mail or cloud.

        Raises:
            WizardError: it could not be written, or an attached file not be read.
        """
        reading.write_contents(self.contents(), path, private=False)

    def close(self, timeout: float = 5.0) -> bool:
        """Save what is waiting, leave no sidecar, stop the writer.

        Returns False if the disk refused: what was waiting is given up, so ask first.
        """
        saved = self.flush(timeout)
        self._writer.close()
        return saved

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _move(
        self, move: Callable[..., tuple[Revision, ...]], now: datetime, author: str
    ) -> Step | None:
        with self._lock:
            revisions = move(at=timestamp(now), author=author)
            if not revisions:
                return None
            self._submit(revisions, {})
            return self._log.steps[-1]

    def _submit(
        self,
        revisions: Sequence[Revision],
        meta: dict[str, str],
        *,
        record: Print | Version | None = None,
        evidence: tuple[Evidence, bytes] | None = None,
        purged: Sequence[str] = (),
    ) -> Future[Ack]:
        ack = Ack(len(self._log.steps), len(self._log.revisions))
        if not (revisions or meta or record or evidence or purged) and not self._writer.pending:
            ticket: Future[Ack] = Future()
            ticket.set_result(ack)
            return ticket
        return self._writer.submit(Batch(ack, revisions, meta, evidence, record, purged))
