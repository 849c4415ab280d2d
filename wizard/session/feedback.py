"""What a trainer wrote about a plan, kept in the plan beside the answers.

It comes as a returned file of its own: the plan goes on being the participant's, no answer
is touched, and taking the same file twice changes nothing. A stick may hold the returned
files of a whole class; a plan takes the one that names its id.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.errors import PlanError
from wizard.plans.contents import is_plan_id
from wizard.plans.files import atomic_write, read_given
from wizard.plans.store import PlanFile
from wizard.strict_yaml import StrictYamlError, clean, dump, load

if TYPE_CHECKING:
    from wizard.documents.blocks import Block
    from wizard.engine import Evaluation
    from wizard.text import Words

SUFFIX = ".feedback"
GRADES = ("excellent", "passed", "not_passed")
LONGEST_COMMENT = 2_000
MOST_NOTES = 300
_FORMAT = "shop_launch_feedback"
_KEY = "feedback"
_LONGEST_NAME = 200
_LARGEST = 1_000_000
_DEEPEST = 6
_MOST_FILES = 2_000


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a trainer thinks of a plan.

    Attributes:
        class_name: of the class, as the trainer typed it.
        date: the day it was returned, as an ISO date.
        grade: one of ``GRADES``, or empty.
        comment: on the whole plan.
        notes: comments by question id.
        printed: the participant wants it on paper.
    """

    class_name: str = ""
    date: str = ""
    grade: str = ""
    comment: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    printed: bool = False

    def __bool__(self) -> bool:
        return bool(self.grade or self.comment or self.notes)

    @property
    def said(self) -> Feedback:
        """What the trainer said, without what the participant made of it."""
        return replace(self, printed=False)


def feedback(summary: str) -> Feedback:
    """Return what a plan's summary holds of a trainer; nothing if it holds nothing sensible."""
    row = json.loads(summary)
    found = row.get(_KEY) if isinstance(row, dict) else None
    return _read(found) if isinstance(found, dict) else Feedback()


def with_feedback(summary: str, said: Feedback) -> str:
    """Return the summary with other feedback; an empty one leaves it out."""
    row = json.loads(summary)
    row = row if isinstance(row, dict) else {}
    row.pop(_KEY, None)
    if said:
        row[_KEY] = _plain(said) | {"printed": said.printed}
    return json.dumps(row, ensure_ascii=False)


def take_feedback(plan: PlanFile, said: Feedback) -> bool:
    """Keep what a trainer returned in the plan; False where it was there already."""
    known = feedback(plan.summary)
    if known.said == said.said:
        return False
    plan.set_summary(with_feedback(plan.summary, replace(said, printed=known.printed)))
    return True


def print_feedback(plan: PlanFile, *, wanted: bool) -> None:
    """Keep whether the plan is printed with what the trainer wrote."""
    said = replace(feedback(plan.summary), printed=wanted)
    plan.set_summary(with_feedback(plan.summary, said))


def write_returned(path: Path, plan_id: str, said: Feedback) -> None:
    """Write the file that goes back to a participant.

    Raises:
        OutputError: it cannot be written.
    """
    atomic_write(path, dump({_FORMAT: 1, "plan": plan_id, **_plain(said)}).encode())


def read_returned(path: Path) -> tuple[str, Feedback]:
    """Return the id of the plan and what was said about it.

    Raises:
        WizardError: the file cannot be read, or is no returned file.
    """
    data = read_given(path, _LARGEST)
    try:
        if len(data) > _LARGEST:
            raise PlanError("session.not_feedback", path=str(path))
        found = load(data, str(path)).value
    except StrictYamlError as error:
        raise PlanError("session.not_feedback", path=str(path)) from error
    plan_id = found.get("plan") if isinstance(found, dict) else None
    if not isinstance(found, dict) or found.get(_FORMAT) != 1 or not is_plan_id(str(plan_id)):
        raise PlanError("session.not_feedback", path=str(path))
    return str(plan_id), _read(found)


def find_feedback(place: Path, plan_id: str) -> Feedback:
    """Return what was returned for a plan: in a file, or in the newest under a folder.

    Raises:
        WizardError: ``place`` cannot be read, or holds nothing for this plan.
    """
    if not place.is_dir():
        named, said = read_returned(place)
        if named != plan_id:
            raise PlanError("session.feedback_of_other", path=str(place))
        return said
    found = []
    for path in _returned_under(place):
        try:
            named, said = read_returned(path)
        except PlanError:
            continue  # other people's files on the same stick are none of our business
        if named == plan_id:
            found.append((said.date, str(path), said))
    if not found:
        raise PlanError("session.no_feedback", path=str(place))
    return max(found, key=lambda one: one[:2])[2]


def feedback_blocks(said: Feedback, evaluation: Evaluation, say: Words) -> tuple[Block, ...]:
    """Return what the trainer wrote as blocks of a document, in the order of the questions."""
    from wizard.documents.blocks import Fields, Paragraph, text

    lead = say("session.feedback_from", name=said.class_name, day=said.date)
    blocks: list[Block] = [Paragraph(text(lead), "lead")]
    if said.grade:
        grade = say(f"workshop.grade.{said.grade}")
        blocks.append(Paragraph(text(say("session.feedback_grade", grade=grade), bold=True)))
    if said.comment:
        blocks.append(Paragraph(text(said.comment)))
    checklist = evaluation.checklist
    notes = tuple(
        (checklist.titled(one, say.language), text(said.notes[one]))
        for one in checklist.questions
        if said.notes.get(one)
    )
    if notes:
        blocks.append(Fields(notes))
    return tuple(blocks)


def _returned_under(place: Path) -> Iterator[Path]:
    base, count = len(place.parts), 0
    for here, folders, names in os.walk(place):
        deep = len(Path(here).parts) - base >= _DEEPEST
        folders[:] = [] if deep else sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = Path(here) / name
            if name.lower().endswith(SUFFIX) and path.is_file() and not path.is_symlink():
                count += 1
                if count > _MOST_FILES:
                    return
                yield path


def _plain(said: Feedback) -> dict[str, Any]:
    return {
        "class": said.class_name,
        "date": said.date,
        "grade": said.grade,
        "comment": said.comment,
        "notes": {one: said.notes[one] for one in sorted(said.notes) if said.notes[one]},
    }


def _read(row: Mapping[str, Any]) -> Feedback:
    """Return feedback from a file of somebody else: what makes no sense is left out."""
    notes = row.get("notes")
    grade = str(row.get("grade") or "")
    kept: dict[str, str] = {}
    for one, note in notes.items() if isinstance(notes, dict) else ():
        if len(kept) < MOST_NOTES and isinstance(note, str) and note.strip():
            kept[str(one)[:_LONGEST_NAME]] = clean(note).strip()[:LONGEST_COMMENT]
    return Feedback(
        clean(str(row.get("class") or ""))[:_LONGEST_NAME],
        _day(row.get("date")),
        grade if grade in GRADES else "",
        clean(str(row.get("comment") or "")).strip()[:LONGEST_COMMENT],
        kept,
        printed=row.get("printed") is True,
    )


def _day(raw: object) -> str:
    try:
        return dt.date.fromisoformat(str(raw)).isoformat()
    except ValueError:
        return ""
