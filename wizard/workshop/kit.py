"""The class kit: what a trainer writes to sticks before the first participant comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wizard.documents import render
from wizard.documents.form import fillable
from wizard.documents.worksheet import worksheet
from wizard.engine import CompiledChecklist
from wizard.packs import Persona, packed
from wizard.plans.answers_file import write_answers
from wizard.plans.contents import PlanContents, new_plan
from wizard.plans.files import atomic_write
from wizard.plans.library import PACK_SUFFIX
from wizard.plans.reading import write_contents
from wizard.plans.schema import SUFFIX
from wizard.session.membership import Membership, with_membership
from wizard.text import Words
from wizard.workshop.cases import teaching_cases
from wizard.workshop.classroom import COLLECTED, KIT, Classroom, kit_plan_id
from wizard.workshop.papers import attendance, case_sheet, guide


@dataclass(frozen=True, slots=True)
class KitFile:
    """A file of the kit, its path relative to the folder ``kit``."""

    path: str
    content: bytes


def write_kit(
    folder: Path,
    classroom: Classroom,
    compiled: CompiledChecklist,
    personas: Sequence[Persona],
    say: Words,
    done: Callable[[Path], object] | None = None,
    own: Path | None = None,
) -> list[Path]:
    """Write the kit of a class and return what was written.

    Everybody gets a blank plan of an own id: were one blank copied to all, their plans
    could not be told apart when they come back.

    Args:
        folder: of the class.
        classroom: the class.
        compiled: its checklist.
        personas: fictional founders to choose the teaching cases from.
        say: the language of the papers.
        done: called with each file written.
        own: the pack of the class where it is not the built-in one: nobody can open a plan
            of it without, so it goes into the kit as one file.

    Raises:
        OutputError: a file could not be written.
        PackError: the pack of the class cannot be put into one file.
    """
    kit = folder / KIT
    (folder / COLLECTED).mkdir(parents=True, exist_ok=True)
    written = []
    files = list(kit_files(classroom, compiled, personas, say))
    if own is not None:
        files.append(KitFile(f"{classroom.pack[0]}{PACK_SUFFIX}", packed(own)))
    for file in files:
        atomic_write(kit / file.path, file.content)
        written.append(kit / file.path)
        if done is not None:
            done(kit / file.path)
    for number in range(1, classroom.people + 1):
        path = kit / "plans" / f"{number:02d}{SUFFIX}"
        write_contents(blank_plan(classroom, number, say), path, private=False)
        written.append(path)
        if done is not None:
            done(path)
    return written


def kit_files(
    classroom: Classroom,
    compiled: CompiledChecklist,
    personas: Sequence[Persona],
    say: Words,
) -> Iterator[KitFile]:
    """Yield the papers of the kit: equal classes give equal bytes."""
    checklist = compiled.checklist
    pack = f"{checklist.id}:{checklist.version}"
    cases = teaching_cases(personas, compiled, classroom.date)
    for number, area in enumerate(checklist.areas, start=1):
        sheet = worksheet(checklist, say.language, classroom.date, [area.id], classroom.name)
        yield KitFile(f"worksheets/{number}-{area.id}.pdf", fillable(sheet, pack))
    yield KitFile("attendance.pdf", render(attendance(classroom, say), "pdf"))
    yield KitFile("guide.pdf", render(guide(classroom, checklist, cases, say), "pdf"))
    for case in cases:
        # Its own name would tell what is wrong with it.
        title = say("workshop.case", letter=case.letter)
        name = f"cases/case-{case.letter.lower()}"
        yield KitFile(f"{name}.pdf", render(case_sheet(classroom, case, say), "pdf"))
        answers = write_answers(checklist, title, case.answers)
        yield KitFile(f"{name}.yaml", answers.encode())


def blank_plan(classroom: Classroom, number: int, say: Words) -> PlanContents:
    """Return the blank plan of one participant, which knows its class."""
    contents = new_plan(
        plan_id=kit_plan_id(classroom, number),
        name=say("workshop.blank_name", name=classroom.name, number=f"{number:02d}"),
        pack=classroom.pack,
        answers={},
        now=dt.datetime.combine(classroom.date, dt.time(), dt.UTC),
        language=say.language,
    )
    member = Membership(classroom.id, classroom.name)
    return replace(contents, summary=with_membership(contents.summary, member))
