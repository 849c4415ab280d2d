"""The revision log of a plan: what was changed, when, by whom; everything else folds it.

A *revision* is the new value of one question; revisions made by one action of the user
share a *step*. Undoing a step appends a step that restores the values before it, so the
log only ever grows, and answers, undo, redo and "what changed since" are folds of it.
Each revision carries a checksum over itself and the one before it: a changed, missing or
exchanged revision is noticed when the plan is opened.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from wizard.plans.schema import checksum

UNDOABLE = frozenset({"answer", "clear", "import"})
BARRIERS = frozenset({"start", "migrate"})
TRANSPARENT = frozenset({"default", "rename"})
KINDS = UNDOABLE | BARRIERS | TRANSPARENT | {"undo", "redo"}

MAX_QUESTION = 200
MAX_AUTHOR = 200
# Years that stay in the calendar in every time zone, and with a month more.
_AT = re.compile(r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T(?:[0-9]{2}:){2}[0-9]{2}\.[0-9]{3}Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DEPTH = 16


class BrokenLogError(ValueError):
    """The log contradicts itself; the text says where, for the crash report."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of the log.

    Attributes:
        number: counts from 1 without gaps.
        step: the action it belongs to; counts from 1 without gaps.
        at: when, UTC, ``2026-11-22T14:32:05.120Z``; what the clock said, not an order.
        author: who, as typed; may be empty.
        kind: one of ``KINDS``. ``start`` are the answers a plan was created with,
            ``default`` is a value the program filled in, ``rename`` has the question "".
        question: the question's id.
        value: its whole new answer as JSON text; None if it was cleared.
        undoes: the step that an ``undo`` takes back or a ``redo`` brings again.
        sum: checksum over this and the revision before.
    """

    number: int
    step: int
    at: str
    author: str
    kind: str
    question: str
    value: str | None
    undoes: int | None
    sum: bytes

    @property
    def moment(self) -> datetime:
        """``at`` as an aware datetime in UTC."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class Step:
    """One action of the user: ``changes`` maps question to (value before, value after)."""

    number: int
    at: str
    author: str
    kind: str
    changes: Mapping[str, tuple[str | None, str | None]]
    undoes: int | None = None


def timestamp(now: datetime) -> str:
    """Return ``now`` as it is stored.

    Raises:
        ValueError: ``now`` has no time zone.
    """
    if now.tzinfo is None:
        message = "a plan stores moments, not clock readings: give `now` a time zone"
        raise ValueError(message)
    moment = now.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="milliseconds") + "Z"


def is_timestamp(text: str) -> bool:
    """Tell whether ``text`` is a moment as ``timestamp`` writes it."""
    if not _AT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


class Log:
    """The revisions of one plan with their folds: answers, steps, what undo and redo do."""

    def __init__(self, plan_id: str, revisions: Iterable[Revision] = ()) -> None:
        """Fold ``revisions``, checking the chain.

        Raises:
            BrokenLogError: a number, a checksum or an undo does not fit.
        """
        self.revisions: list[Revision] = []
        self.steps: list[Step] = []
        self.answers: dict[str, str] = {}
        self.latest: dict[str, int] = {}
        self._head = checksum("plan", plan_id)
        self._done: list[int] = []
        self._undone: list[int] = []
        for _, group in groupby(revisions, key=lambda revision: revision.step):
            self._load(tuple(group))

    @property
    def head(self) -> bytes:
        """Checksum of the last revision; names the whole history before it."""
        return self._head

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether the last thing taken back can be brought again."""
        return bool(self._undone)

    def append(
        self, kind: str, changes: Mapping[str, str | None], *, at: str, author: str
    ) -> tuple[Revision, ...]:
        """Add one step with those ``changes`` that change anything.

        A change to what already stands is no revision; without any, nothing is added.

        Raises:
            ValueError: unknown kind, malformed question id, or a value that is no JSON.
        """
        if kind not in KINDS - {"undo", "redo", "rename"} or (kind == "start" and self.steps):
            message = f"kind {kind!r} is not for commit()"
            raise ValueError(message)
        for question, value in changes.items():
            check_change(question, value)
        fresh = {q: value for q, value in changes.items() if self.answers.get(q) != value}
        return self._add(kind, fresh, at, author, None)

    def rename(self, name: str, *, at: str, author: str) -> tuple[Revision, ...]:
        """Note the plan's new name."""
        value = json.dumps(name, ensure_ascii=False)
        return self._add("rename", {"": value}, at, author, None)

    def undo(self, *, at: str, author: str) -> tuple[Revision, ...]:
        """Take back the last step that still stands."""
        if not self._done:
            return ()
        step = self.steps[self._done[-1] - 1]
        before = {question: old for question, (old, _) in step.changes.items()}
        return self._add("undo", before, at, author, step.number)

    def redo(self, *, at: str, author: str) -> tuple[Revision, ...]:
        """Bring the step again that was taken back last."""
        if not self._undone:
            return ()
        step = self.steps[self._undone[-1] - 1]
        after = {question: new for question, (_, new) in step.changes.items()}
        return self._add("redo", after, at, author, step.number)

    def answers_at(self, revision: int) -> dict[str, str]:
        """Return the answers as they stood right after ``revision``; 0 means before all."""
        answers: dict[str, str] = {}
        for entry in self.revisions[:revision]:
            _apply(answers, entry)
        return answers

    def _add(
        self,
        kind: str,
        changes: Mapping[str, str | None],
        at: str,
        author: str,
        undoes: int | None,
    ) -> tuple[Revision, ...]:
        if len(author) > MAX_AUTHOR or _CONTROL.search(author):
            message = f"author {author[:40]!r} is too long or holds a control character"
            raise ValueError(message)
        step, number, head = len(self.steps) + 1, len(self.revisions), self._head
        revisions = []
        for question, value in changes.items():
            number += 1
            entry = Revision(number, step, at, author, kind, question, value, undoes, b"")
            head = _sum(entry, after=head)
            revisions.append(_signed(entry, head))
        if revisions:
            self._fold(tuple(revisions))
        return tuple(revisions)

    def _load(self, group: Sequence[Revision]) -> None:
        first, head = group[0], self._head
        for number, entry in enumerate(group, start=len(self.revisions) + 1):
            if entry.number != number or entry.step != len(self.steps) + 1:
                message = f"revision {entry.number} stands at place {number}"
                raise BrokenLogError(message)
            head = _sum(entry, after=head)
            if head != entry.sum:
                message = f"revision {number} does not match its checksum"
                raise BrokenLogError(message)
            if (entry.kind, entry.undoes) != (first.kind, first.undoes):
                message = f"revision {number} differs from its step"
                raise BrokenLogError(message)
            if (entry.kind == "rename") != (entry.question == ""):
                message = f"revision {number} names no question"
                raise BrokenLogError(message)
            if (entry.kind in {"undo", "redo"}) != (entry.undoes is not None):
                message = f"revision {number} undoes nothing"
                raise BrokenLogError(message)
        if len({entry.question for entry in group}) != len(group):
            message = f"step {first.step} changes a question twice"
            raise BrokenLogError(message)
        self._fold(group)

    def _fold(self, group: Sequence[Revision]) -> None:
        first = group[0]
        self._fold_stacks(first)
        changes = {}
        for entry in group:
            changes[entry.question] = (self.answers.get(entry.question), entry.value)
            _apply(self.answers, entry)
            self.latest[entry.question] = entry.number
        self.revisions.extend(group)
        self.steps.append(
            Step(first.step, first.at, first.author, first.kind, changes, first.undoes)
        )
        self._head = group[-1].sum

    def _fold_stacks(self, first: Revision) -> None:
        if first.kind in UNDOABLE:
            self._done.append(first.step)
            self._undone.clear()
        elif first.kind in BARRIERS:
            self._done.clear()
            self._undone.clear()
        elif first.kind in {"undo", "redo"}:
            source, target = self._done, self._undone
            if first.kind == "redo":
                source, target = target, source
            if not source or source[-1] != first.undoes:
                message = f"step {first.step}: {first.kind} of step {first.undoes} does not fit"
                raise BrokenLogError(message)
            target.append(source.pop())


def rechained(plan_id: str, revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """Return ``revisions`` as the history of another plan: same content, new checksums."""
    head = checksum("plan", plan_id)
    chain = []
    for entry in revisions:
        head = _sum(entry, after=head)
        chain.append(_signed(entry, head))
    return tuple(chain)


def _signed(entry: Revision, head: bytes) -> Revision:
    """Return a revision with its checksum; ``replace`` takes several times as long."""
    return Revision(
        entry.number,
        entry.step,
        entry.at,
        entry.author,
        entry.kind,
        entry.question,
        entry.value,
        entry.undoes,
        head,
    )


def _sum(entry: Revision, *, after: bytes) -> bytes:
    return checksum(
        entry.number,
        entry.step,
        entry.at,
        entry.author,
        entry.kind,
        entry.question,
        entry.value,
        entry.undoes,
        after=after,
    )


def _refuse_constant(name: str) -> object:
    message = f"{name} is not JSON"
    raise ValueError(message)


# json.loads() builds a decoder per call when it is given parse_constant.
_JSON = json.JSONDecoder(parse_constant=_refuse_constant)


def check_change(question: str, value: str | None) -> None:
    """Refuse what must never enter a log.

    Raises:
        ValueError: the id is empty, too long or holds a control character, or the value
            is no JSON, nested deeper than 16, or cannot be encoded.
    """
    if not 0 < len(question) <= MAX_QUESTION or _CONTROL.search(question):
        message = f"no question id: {question[:40]!r}"
        raise ValueError(message)
    if value is None:
        return
    value.encode()
    try:
        content = _JSON.decode(value)
    except RecursionError:
        message = "nested too deeply"
        raise ValueError(message) from None
    if value.count("[") + value.count("{") > _DEPTH:
        _check_depth(content, _DEPTH)


def _check_depth(content: object, left: int) -> None:
    parts: Iterable[object] = ()
    if isinstance(content, dict):
        parts = content.values()
    elif isinstance(content, list):
        parts = content
    for part in parts:
        if left <= 1:
            message = "nested too deeply"
            raise ValueError(message)
        if isinstance(part, dict | list):
            _check_depth(part, left - 1)


def _apply(answers: dict[str, str], entry: Revision) -> None:
    if entry.kind == "rename":
        return
    if entry.value is None:
        answers.pop(entry.question, None)
    else:
        answers[entry.question] = entry.value
