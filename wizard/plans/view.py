"""What can be read of an open plan: the snapshot it was opened with and its folded log."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from wizard.plans import reading
from wizard.plans.contents import Evidence, PlanContents, Print, Version
from wizard.plans.log import Log, Revision, Step


class PlanView:
    """The readable side of an open plan; safe to use from any thread.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path, contents: PlanContents) -> None:
        """Take over ``contents`` as read from ``path``."""
        self.path = path
        self._contents = replace(contents, revisions=())
        self._log: Log = contents.log
        self._unsaved_evidence: Mapping[str, bytes] = {}
        self._lock = threading.RLock()

    @property
    def plan_id(self) -> str:
        """The plan's id; copies of a plan share it, duplicates do not."""
        return self._contents.plan_id

    @property
    def name(self) -> str:
        """The plan's name, as typed."""
        return self._contents.name

    @property
    def pack_id(self) -> str:
        """Id of the checklist the plan is made with."""
        return self._contents.pack_id

    @property
    def pack_version(self) -> int:
        """Version of that checklist."""
        return self._contents.pack_version

    @property
    def language(self) -> str:
        """Language the plan was last shown in."""
        return self._contents.language

    @property
    def created(self) -> str:
        """When the plan was begun, as ``log.timestamp`` writes it."""
        return self._contents.created

    @property
    def summary(self) -> str:
        """What the home list shows: a JSON object written by the session."""
        return self._contents.summary

    @property
    def revision(self) -> int:
        """Number of the last revision; 0 for a plan without any."""
        with self._lock:
            return len(self._log.revisions)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        with self._lock:
            return self._log.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether the last thing taken back can be brought again."""
        with self._lock:
            return self._log.can_redo

    def answers(self) -> dict[str, str]:
        """Return question id -> current answer as JSON text."""
        with self._lock:
            return dict(self._log.answers)

    def answers_at(self, revision: int) -> dict[str, str]:
        """Return the answers as they stood right after ``revision``; 0 is before all."""
        with self._lock:
            return self._log.answers_at(revision)

    def history(self, since: int = 0) -> list[Revision]:
        """Return the revisions after number ``since``, oldest first."""
        with self._lock:
            return self._log.revisions[since:]

    def steps(self) -> list[Step]:
        """Return the actions of the user with values before and after, oldest first."""
        with self._lock:
            return list(self._log.steps)

    def contents(self) -> PlanContents:
        """Return a snapshot of everything, saved or not."""
        with self._lock:
            return replace(
                self._contents,
                revisions=tuple(self._log.revisions),
                blobs=partial(reading.blob, self.path, dict(self._unsaved_evidence)),
            )

    def prints(self) -> tuple[Print, ...]:
        """Return the printed editions, oldest first."""
        return tuple(self._contents.prints)

    def versions(self) -> tuple[Version, ...]:
        """Return the named versions, oldest first."""
        return tuple(self._contents.versions)

    def evidence_list(self) -> tuple[Evidence, ...]:
        """Return what was attached, oldest first."""
        return tuple(self._contents.evidence)
