"""What a plan consists of, in memory; nothing here touches a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import cached_property

from wizard.errors import PlanError
from wizard.plans import schema
from wizard.plans.log import Log, Revision, rechained, timestamp

MAX_NAME = 500
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""When a plan was begun that comes from an answers file, which holds no dates."""

_PLAN_ID = re.compile(r"[0-9a-z][0-9a-z-]{7,63}")

Blobs = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file the user attached: known by its SHA-256; ``present`` if its bytes are here."""

    sha256: str
    name: str
    mime: str
    size: int
    added: str
    present: bool = True

    @property
    def sum(self) -> bytes:
        """Checksum of everything but the bytes, which ``sha256`` covers."""
        return schema.checksum("evidence", self.sha256, self.name, self.mime, self.size, self.added)


@dataclass(frozen=True, slots=True)
class Print:
    """One printed edition: ``record`` is the session's JSON of what was printed."""

    number: int
    revision: int
    at: str
    record: str

    @property
    def sum(self) -> bytes:
        """Checksum of the row."""
        return schema.checksum("print", self.number, self.revision, self.at, self.record)


@dataclass(frozen=True, slots=True)
class Version:
    """A name the user gave to the plan as it stood after ``revision``."""

    number: int
    revision: int
    at: str
    name: str

    @property
    def sum(self) -> bytes:
        """Checksum of the row."""
        return schema.checksum("version", self.number, self.revision, self.at, self.name)


def no_bytes(_sha256: str) -> bytes | None:
    """Stand for evidence of which only name and checksum are known."""
    return None


@dataclass(frozen=True)
class PlanContents:
    """Everything a plan file says, checked; evidence bytes are fetched by ``blobs``.

    Attributes:
        plan_id: lower-case letters, digits and hyphens; safe as a folder name.
        created: when, as ``log.timestamp`` writes it.
        summary: what the home list shows, a JSON object written by the session.
        revisions: the whole log, oldest first.
    """

    plan_id: str
    name: str
    pack_id: str
    pack_version: int
    language: str
    created: str
    summary: str = "{}"
    revisions: Sequence[Revision] = ()
    prints: Sequence[Print] = ()
    versions: Sequence[Version] = ()
    evidence: Sequence[Evidence] = ()
    blobs: Blobs = field(default=no_bytes, compare=False, repr=False)

    @cached_property
    def log(self) -> Log:
        """The revisions folded.

        Raises:
            BrokenLogError: they contradict themselves.
        """
        return Log(self.plan_id, self.revisions)

    @property
    def answers(self) -> dict[str, str]:
        """Question id -> current answer as JSON text."""
        return dict(self.log.answers)

    @property
    def evidence_by_sum(self) -> dict[str, Evidence]:
        """SHA-256 -> what was attached, oldest first."""
        return {item.sha256: item for item in self.evidence}

    @property
    def meta(self) -> dict[str, str]:
        """The rows of the table ``meta``."""
        return {
            "plan": self.plan_id,
            "name": self.name,
            "pack": self.pack_id,
            "pack_version": str(self.pack_version),
            "language": self.language,
            "created": self.created,
            "summary": self.summary,
        }


def is_plan_id(text: str) -> bool:
    """Tell whether ``text`` may be a plan's id: 8 to 64 of ``a-z 0-9 -``."""
    return _PLAN_ID.fullmatch(text) is not None


def new_plan(
    *,
    plan_id: str,
    name: str,
    pack: tuple[str, int],
    answers: Mapping[str, str],
    now: datetime,
    author: str = "",
    language: str = "zh",
) -> PlanContents:
    """Return a plan nobody has changed yet.

    Args:
        plan_id: 8 to 64 of ``a-z 0-9 -``; a UUID, or made from the answers.
        name: the plan's name, as typed.
        pack: id and version of the checklist it is made with.
        answers: question id -> JSON text; the step ``start``, which undo leaves alone.
        now: an aware datetime.
        author: who, as typed.
        language: ``zh`` or ``en``.

    Raises:
        ValueError: a malformed id or a value that is no JSON.
    """
    if not is_plan_id(plan_id):
        message = f"no plan id: {plan_id[:80]!r}"
        raise ValueError(message)
    log = Log(plan_id)
    log.append("start", dict(answers), at=timestamp(now), author=author)
    contents = PlanContents(
        plan_id=plan_id,
        name=check_name(name),
        pack_id=pack[0],
        pack_version=pack[1],
        language=language,
        created=timestamp(now),
        revisions=tuple(log.revisions),
    )
    vars(contents)["log"] = log  # it was folded just now
    return contents


def dated(contents: PlanContents, day: date) -> PlanContents:
    """Return a plan without dates as one begun on ``day``; any other as it is."""
    if contents.created != timestamp(UNDATED):
        return contents
    # Noon is the same day nearly everywhere.
    at = timestamp(datetime.combine(day, time(12), UTC))
    revisions = [replace(one, at=at) for one in contents.revisions]
    return replace(contents, created=at, revisions=rechained(contents.plan_id, revisions))


def check_summary(summary: str) -> None:
    """Refuse what the home list could not read.

    Raises:
        ValueError: ``summary`` is no JSON object.
    """
    if not isinstance(json.loads(summary), dict):
        message = "the summary is a JSON object"
        raise ValueError(message)  # noqa: TRY004  the text is wrong, not its type


def check_name(name: str) -> str:
    """Return ``name`` if a plan or a version may be called so.

    Raises:
        ValueError: longer than 500 characters, or not encodable.
    """
    if len(name) > MAX_NAME:
        message = f"the name is longer than {MAX_NAME} characters"
        raise ValueError(message)
    name.encode()
    return name


def check_room(name: str, size: int, others: Sequence[Evidence]) -> None:
    """Refuse an attachment of ``size`` bytes beside ``others`` if it is too much.

    Raises:
        PlanError: it is too large, or the plan holds too much already.
    """
    if size > schema.MAX_EVIDENCE_BYTES:
        raise PlanError("plans.evidence_too_big", name=name)
    if size + sum(item.size for item in others if item.present) > schema.MAX_ALL_EVIDENCE_BYTES:
        raise PlanError("plans.evidence_full", name=name)


def duplicate(contents: PlanContents, *, plan_id: str, name: str, now: datetime) -> PlanContents:
    """Return ``contents`` as another plan: same answers and history, nothing printed yet."""
    summary = json.loads(contents.summary)
    summary.pop("last_print", None)
    return replace(
        contents,
        plan_id=plan_id,
        name=check_name(name),
        created=timestamp(now),
        summary=json.dumps(summary, ensure_ascii=False),
        revisions=rechained(plan_id, contents.revisions),
        prints=(),
    )
