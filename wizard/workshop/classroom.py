"""A class on disk: a folder of plain files.

``class.yaml`` says which class it is, ``collected/<plan id>/<revision>.shopplan`` are the
plans handed in, ``refused.csv`` what was not taken and why, ``grades.yaml`` what the
trainer thinks of the plans, and ``kit`` what the participants get.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wizard.errors import PlanError, WizardError
from wizard.plans.contents import PlanContents, is_plan_id
from wizard.plans.files import atomic_write, read_given
from wizard.plans.reading import read_foreign
from wizard.plans.schema import SUFFIX
from wizard.session.feedback import GRADES
from wizard.strict_yaml import StrictYamlError, clean, dump, load
from wizard.text import LANGUAGES, words
from wizard.workshop.agenda import AGENDAS, AgendaName

CLASS_FILE = "class.yaml"
GRADES_FILE = "grades.yaml"
REFUSED_FILE = "refused.csv"
COLLECTED = "collected"
KIT = "kit"
LONGEST_NAME = 200
MOST_PEOPLE = 300
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class.

    Attributes:
        id: made from name and date, so that the same class written twice is the same.
        pack: id and version of the checklist.
        people: for how many the kit was made.
    """

    id: str
    name: str
    date: dt.date
    agenda: AgendaName
    pack: tuple[str, int]
    people: int


@dataclass(frozen=True, slots=True)
class Grade:
    """What the trainer thinks of a plan: one of ``GRADES`` or nothing, and comments.

    Attributes:
        comment: on the whole plan.
        notes: comments by question id.
    """

    grade: str = ""
    comment: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    def with_note(self, question: str, note: str) -> Grade:
        """Return the same with another comment on a question; an empty one is forgotten."""
        notes = {one: text for one, text in self.notes.items() if one != question}
        return replace(self, notes=notes | {question: note} if note else notes)


def new_classroom(
    name: str, date: dt.date, agenda: AgendaName, pack: tuple[str, int], people: int
) -> Classroom:
    """Return a class.

    Raises:
        WizardError: the name is empty or too long, or there are too many people.
    """
    name = clean(name).strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise WizardError("workshop.class_name", limit=LONGEST_NAME)
    if not 0 < people <= MOST_PEOPLE:
        raise WizardError("workshop.class_people", limit=MOST_PEOPLE)
    digest = hashlib.sha256(f"{name}\n{date.isoformat()}\n{pack[0]}".encode()).hexdigest()
    return Classroom(f"c{digest[:11]}", name, date, agenda, pack, people)


def kit_plan_id(classroom: Classroom, number: int) -> str:
    """Return the id of the blank plan with this number in the kit of a class."""
    digest = hashlib.sha256(f"{classroom.id}\n{number}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def write_classroom(folder: Path, classroom: Classroom) -> Path:
    """Write ``class.yaml`` and return its path.

    Raises:
        WizardError: the folder holds a class already, or cannot be written.
    """
    path = folder / CLASS_FILE
    if path.exists():
        raise WizardError("workshop.class_exists", path=str(folder))
    plain: dict[str, str | int] = {
        "class": classroom.id,
        "name": classroom.name,
        "date": classroom.date.isoformat(),
        "agenda": classroom.agenda,
        "pack": classroom.pack[0],
        "pack_version": classroom.pack[1],
        "people": classroom.people,
    }
    atomic_write(path, dump(plain).encode())
    return path


def read_classroom(folder: Path) -> Classroom:
    """Read the class of a folder.

    Raises:
        WizardError: there is none, or ``class.yaml`` cannot be understood.
    """
    path = folder / CLASS_FILE
    if not path.is_file():
        raise WizardError("workshop.no_class", path=str(folder))
    plain = _plain(path)
    try:
        agenda = next(one for one in AGENDAS if one == plain["agenda"])
        return Classroom(
            id=str(plain["class"]),
            name=str(plain["name"]),
            date=dt.date.fromisoformat(str(plain["date"])),
            agenda=agenda,
            pack=(str(plain["pack"]), int(plain["pack_version"])),
            people=int(plain["people"]),
        )
    except (KeyError, ValueError, TypeError, StopIteration) as error:
        raise WizardError("workshop.class_unusable", path=str(path)) from error


def read_grades(folder: Path) -> dict[str, Grade]:
    """Return what the trainer thinks, by plan id; the words of either language will do.

    Raises:
        WizardError: ``grades.yaml`` cannot be understood.
    """
    path = folder / GRADES_FILE
    if not path.is_file():
        return {}
    found = {}
    for plan_id, entry in _plain(path).items():
        if not isinstance(entry, dict) or not is_plan_id(plan_id):
            raise WizardError("workshop.grades_unusable", path=str(path), plan=plan_id)
        grade = grade_of(str(entry.get("grade") or ""))
        if grade is None:
            raise WizardError("workshop.grades_unusable", path=str(path), plan=plan_id)
        notes = entry.get("notes") or {}
        if not isinstance(notes, dict):
            raise WizardError("workshop.grades_unusable", path=str(path), plan=plan_id)
        kept = {one: str(note) for one, note in notes.items() if note}
        found[plan_id] = Grade(grade, str(entry.get("comment") or ""), kept)
    return found


def grade_of(word: str) -> str | None:
    """Return the grade meant by a code or by the word of either language; None for none."""
    meant = {"": ""} | {one: one for one in GRADES}
    for language in LANGUAGES:
        say = words(language)
        meant |= {say(f"workshop.grade.{one}").casefold(): one for one in GRADES}
    return meant.get(word.strip().casefold())


def write_grade(folder: Path, plan_id: str, grade: Grade) -> None:
    """Keep what the trainer thinks of a plan; an empty grade without comments is forgotten.

    Raises:
        WizardError: the grades cannot be read or written.
    """
    grades = {**read_grades(folder), plan_id: grade}
    plain = {one: _plain_grade(grades[one]) for one in sorted(grades) if grades[one] != Grade()}
    atomic_write(folder / GRADES_FILE, dump(plain).encode())


def _plain_grade(one: Grade) -> dict[str, Any]:
    plain: dict[str, Any] = {"grade": one.grade, "comment": one.comment}
    if one.notes:
        plain["notes"] = {question: one.notes[question] for question in sorted(one.notes)}
    return plain


def plan_ids(folder: Path) -> list[str]:
    """Return the ids of the plans handed in, in order."""
    collected = folder / COLLECTED
    if not collected.is_dir():
        return []
    return sorted(place.name for place in collected.iterdir() if is_plan_id(place.name))


def newest_plan(folder: Path, plan_id: str) -> Path | None:
    """Return the newest revision of a plan that was handed in."""
    revisions = _revisions(folder / COLLECTED / plan_id)
    return revisions[max(revisions)] if revisions else None


def plan_name(folder: Path, plan_id: str) -> str:
    """Return what a plan is called at its newest revision; empty if that cannot be read."""
    path = newest_plan(folder, plan_id)
    if path is None:
        return ""
    try:
        return read_foreign(path).name
    except PlanError:
        return ""


def readable_revisions(place: Path) -> dict[int, PlanContents]:
    """Return the revisions of one plan that were handed in and can still be read."""
    found = {}
    for revision, path in _revisions(place).items():
        with contextlib.suppress(PlanError):
            found[revision] = read_foreign(path)
    return found


def _revisions(place: Path) -> dict[int, Path]:
    if not place.is_dir():
        return {}
    return {int(path.stem): path for path in place.glob(f"*{SUFFIX}") if path.stem.isdecimal()}


def _plain(path: Path) -> dict[str, Any]:
    try:
        value = load(read_given(path, _LARGEST), str(path)).value
    except StrictYamlError as error:
        raise WizardError("workshop.class_unusable", path=str(path)) from error
    return value if isinstance(value, dict) else {}
