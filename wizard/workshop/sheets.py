"""What is printed of the plans of a class, and the tasks that print it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from wizard.session import Edition
from wizard.text import Language
from wizard.workshop.batch import MERGED, output_names
from wizard.workshop.classroom import newest_plan, read_classroom
from wizard.workshop.collect import closed_plans, print_stems
from wizard.workshop.printing import PrintTask
from wizard.workshop.returning import returned


@dataclass(frozen=True, slots=True)
class Sheets:
    """What to print: whose plans, which edition, which parts, and whether as one file too.

    Attributes:
        plans: ids of plans handed in; one that has no revision is passed over.
        merged: as one file too.
        duplex: in that file, each plan begins on a sheet of its own.
        parts: keys of ``wizard.workshop.parts.PARTS``; none is the whole plan.
        gray: without colors.
        comments: with what the trainer wrote at the end.
        whole: also those whose owners did not agree to show answers, who asked for it.
    """

    plans: tuple[str, ...]
    edition: Edition = "draft"
    merged: bool = False
    duplex: bool = False
    parts: tuple[str, ...] = ()
    gray: bool = False
    comments: bool = False
    whole: bool = False


def sheet_tasks(
    folder: Path,
    target: Path,
    sheets: Sheets,
    today: dt.date,
    language: Language,
    pack: Path | None = None,
) -> list[PrintTask]:
    """Return a task for the newest revision of each plan, none with the plan inside.

    Args:
        folder: of the class.
        target: the folder for the PDFs, named after class, plan and revision.
        sheets: what is wanted.
        today: the day the judgement is for.
        language: of the prints.
        pack: folder of another checklist than the built-in one.

    Raises:
        WizardError: the folder holds no class, or its grades cannot be understood.
    """
    classroom = read_classroom(folder)
    found = (newest_plan(folder, plan_id) for plan_id in sheets.plans)
    plans = [path for path in found if path is not None]
    names = output_names(print_stems(plans, classroom), target, taken=[MERGED])
    closed = frozenset[Path]() if sheets.whole else closed_plans(plans)
    return [
        PrintTask(
            source=path,
            output=name,
            today=today,
            edition=sheets.edition,
            language=language,
            pack=pack,
            with_plan=False,
            parts=sheets.parts,
            gray=sheets.gray,
            feedback=returned(folder, path.parent.name, today) if sheets.comments else None,
            closed=path in closed,
        )
        for path, name in zip(plans, names, strict=True)
    ]
