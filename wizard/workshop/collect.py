"""Take in the plans of a class from sticks and folders, again and again.

A plan is known by its id and its revision: what was taken once is not taken twice, a newer
revision goes beside the older ones, and nothing at the source is changed. Whatever is not
taken is listed with the reason and stops nothing.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wizard.engine import CompiledChecklist
from wizard.errors import WizardError
from wizard.plans.contents import PlanContents
from wizard.plans.files import atomic_write, safe_file_name
from wizard.plans.reading import read_foreign, write_contents
from wizard.plans.schema import SUFFIX
from wizard.session.membership import membership
from wizard.session.phrasing import error_lines
from wizard.session.source import Source, read_source
from wizard.text import Words
from wizard.workshop.classroom import (
    COLLECTED,
    KIT,
    REFUSED_FILE,
    Classroom,
    plan_ids,
    readable_revisions,
)
from wizard.workshop.tables import csv_bytes, read_csv

REASONS = (
    *("damaged", "hostile", "newer_program", "newer_pack", "other_pack", "other_class"),
    *("duplicate", "forked", "same_name", "unreadable", "too_many"),
)
"""Why a file was not taken, or was taken with a doubt."""
COLUMNS = ("file", "reason", "detail", "plan", "name", "sha256")
MOST_FILES = 5_000
_DEEPEST = 12
_LARGEST_HASHED = 20_000_000
_REASONS = {
    "plans.newer": "newer_program",
    "session.newer_pack": "newer_pack",
    "session.other_pack": "other_pack",
    "plans.damaged": "damaged",
    "plans.empty": "damaged",
    "plans.not_a_plan": "damaged",
    "plans.tampered": "hostile",
    "plans.not_regular": "hostile",
    "plans.too_big": "hostile",
}
Done = Callable[[Path], object]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, or was taken with a doubt.

    Attributes:
        reason: one of ``REASONS``; whatever else somebody wrote into the list by hand.
        detail: the sentence for the trainer.
    """

    file: str
    reason: str
    detail: str
    plan: str = ""
    name: str = ""
    sha256: str = ""


@dataclass(slots=True)
class Collection:
    """What one round brought.

    Attributes:
        taken: how many revisions are new.
        known: how many had been taken before.
        blank: how many belong to the kit and hold no answer yet.
        refused: what was not taken; plans of one name are taken and listed as well.
    """

    taken: int = 0
    known: int = 0
    blank: int = 0
    refused: list[Refusal] = field(default_factory=list)


def plan_files(sources: Iterable[Path], folder: Path) -> tuple[list[Path], list[OSError]]:
    """Return the plan files under the sources, in order, and the folders nobody can read.

    Links are listed, never followed; the class's own folders and hidden files are left out.
    """
    own = {(folder / name).resolve() for name in (COLLECTED, KIT)}
    found: dict[Path, None] = {}
    unread: list[OSError] = []
    for source in sources:
        if source.is_file():
            found.setdefault(source)
            continue
        found.update(dict.fromkeys(sorted(_under(source, own, unread))))
    return list(found), unread


def _under(source: Path, own: set[Path], unread: list[OSError]) -> Iterator[Path]:
    base = len(source.parts)
    for place, folders, names in os.walk(source, onerror=unread.append):
        here = Path(place)
        deep = len(here.parts) - base >= _DEEPEST
        folders[:] = sorted(
            name
            for name in folders
            if not deep and not name.startswith(".") and (here / name).resolve() not in own
        )
        for name in names:
            if name.lower().endswith(SUFFIX) and not name.startswith("."):
                yield here / name


def collect(
    folder: Path,
    sources: Sequence[Path],
    classroom: Classroom,
    compiled: CompiledChecklist,
    say: Words,
    done: Done | None = None,
) -> Collection:
    """Take every plan of the class found under the sources.

    Args:
        folder: of the class.
        sources: sticks and folders, or single files.
        classroom: a plan of another class is refused, a plan of no class is taken.
        compiled: the checklist of the class.
        say: the language of the list of what was refused.
        done: called with each file looked at.

    Raises:
        WizardError: a source does not exist, or the class's folder cannot be written.
    """
    for source in sources:
        if not source.exists():
            raise WizardError("errors.not_found", path=str(source))
    files, unread = plan_files(sources, folder)
    round_ = _Round(folder, classroom, compiled, say)
    for error in unread:
        round_.refuse(Path(str(error.filename or "")), "unreadable", error.strerror or str(error))
    for path in files[:MOST_FILES]:
        round_.take(path)
        if done is not None:
            done(path)
    for path in files[MOST_FILES:]:
        round_.refuse(path, "too_many", say("workshop.refused.too_many", limit=MOST_FILES))
    round_.list_same_names()
    _write_refusals(folder, round_.result.refused)
    return round_.result


class _Round:
    """One round of collecting: what was seen so far decides what is a duplicate."""

    def __init__(
        self, folder: Path, classroom: Classroom, compiled: CompiledChecklist, say: Words
    ) -> None:
        self.folder = folder
        self.classroom = classroom
        self.compiled = compiled
        self.say = say
        self.result = Collection()
        self.seen: dict[tuple[str, int], Path] = {}

    def take(self, path: Path) -> None:
        """Take one file, or say why not."""
        try:
            source = self._checked(path)
        except WizardError as error:
            reason = _REASONS.get(error.key, "unreadable")
            self.refuse(path, reason, " ".join(error_lines(error, self.say)))
        except Exception:  # noqa: BLE001  logged with its traceback
            # Whatever a crafted file breaks in us, the other plans of the class go on.
            _log.exception("collecting %s failed", path)
            self.refuse(path, "hostile", self.say("workshop.refused.hostile"))
        else:
            self._keep(path, source)

    def _checked(self, path: Path) -> Source:
        read_foreign(path)
        source = read_source(path, self.compiled)
        source.evaluation(self.classroom.date, simulated=False)
        return source

    def _keep(self, path: Path, source: Source) -> None:
        contents = source.contents
        revision = len(contents.revisions)
        member = membership(contents.summary)
        if member.class_id not in ("", self.classroom.id):
            self._refuse_plan(path, contents, "other_class", other=member.class_name)
            return
        if member.class_id and not contents.answers and not revision:
            self.result.blank += 1
            return
        place = self.folder / COLLECTED / contents.plan_id
        known = readable_revisions(place)
        if not all(_one_history(contents, one) for one in known.values()):
            self._refuse_plan(path, contents, "forked")
            return
        earlier = self.seen.setdefault((contents.plan_id, revision), path)
        if earlier != path:
            self._refuse_plan(path, contents, "duplicate", other=str(earlier))
        elif revision in known:
            self.result.known += 1
        else:
            write_contents(contents, place / f"{revision}{SUFFIX}", with_evidence=False)
            self.result.taken += 1

    def _refuse_plan(self, path: Path, contents: PlanContents, reason: str, **more: str) -> None:
        detail = self.say(f"workshop.refused.{reason}", **more)
        self.refuse(path, reason, detail, contents.plan_id, contents.name)

    def refuse(self, path: Path, reason: str, detail: str, plan: str = "", name: str = "") -> None:
        """List a file."""
        digest = _digest(path)
        self.result.refused.append(Refusal(str(path), reason, detail, plan, name, digest))

    def list_same_names(self) -> None:
        """List plans of one name: they are taken, but somebody has to tell them apart."""
        names: dict[str, str] = {}
        for plan_id in plan_ids(self.folder):
            known = readable_revisions(self.folder / COLLECTED / plan_id)
            if known:
                names[plan_id] = known[max(known)].name
        count = Counter(names.values())
        for plan_id, name in names.items():
            if count[name] > 1:
                detail = self.say("workshop.refused.same_name", count=count[name])
                place = f"{COLLECTED}/{plan_id}"
                self.result.refused.append(Refusal(place, "same_name", detail, plan_id, name))


def _one_history(one: PlanContents, other: PlanContents) -> bool:
    """Tell whether one plan went on where the other ended; checksums chain the revisions."""
    short, long = sorted((one.revisions, other.revisions), key=len)
    return not short or short[-1].sum == long[len(short) - 1].sum


def _digest(path: Path) -> str:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST_HASHED:
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def _write_refusals(folder: Path, refused: Sequence[Refusal]) -> None:
    """Add what is new to the list; what a second round finds again stays one line."""
    rows = {_key(row): row for row in read_refusals(folder) if row["reason"] != "same_name"}
    for one in refused:
        row = {column: str(getattr(one, column)) for column in COLUMNS}
        rows[_key(row)] = row
    atomic_write(folder / REFUSED_FILE, csv_bytes(COLUMNS, rows.values()))


def read_refusals(folder: Path) -> list[dict[str, str]]:
    """Return the list of what was not taken, with the columns of ``COLUMNS``."""
    path = folder / REFUSED_FILE
    if not path.is_file():
        return []
    rows = read_csv(path.read_bytes())
    return [{column: row.get(column, "") for column in COLUMNS} for row in rows]


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return row["file"], row["reason"], row["sha256"]


def print_stems(plans: Iterable[Path], classroom: Classroom) -> list[str]:
    """Return what the prints of collected plans are called: class, plan and revision."""
    stems = []
    for path in plans:
        try:
            name = read_foreign(path).name
        except WizardError:
            name = path.parent.name
        title = safe_file_name(f"{classroom.name}_{name}", "", path.parent.name)
        stems.append(f"{title}_v{path.stem}")
    return stems


def closed_plans(plans: Iterable[Path]) -> frozenset[Path]:
    """Return the collected plans whose owners did not agree to show answers."""
    closed = set()
    for path in plans:
        try:
            agreed = membership(read_foreign(path).summary).shows_answers
        except WizardError:
            agreed = False
        if not agreed:
            closed.add(path)
    return frozenset(closed)
