"""The errands of a class: what runs in the worker thread, without any widget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wizard.documents import render
from wizard.engine import CompiledChecklist
from wizard.plans.files import atomic_write, safe_file_name
from wizard.text import Words
from wizard.ui.parts.errand import Progress
from wizard.ui.trainer.start import NewClass
from wizard.workshop.anonymous import anonymous, as_csv
from wizard.workshop.batch import MERGED, SUMMARY, print_all, summary
from wizard.workshop.board import Board, read_board
from wizard.workshop.cases import teaching_personas
from wizard.workshop.classroom import (
    Classroom,
    new_classroom,
    write_classroom,
)
from wizard.workshop.collect import Collection, closed_plans, collect
from wizard.workshop.compare import Comparison, compare
from wizard.workshop.follow_up import follow_up_calendar
from wizard.workshop.kit import write_kit
from wizard.workshop.merging import merge
from wizard.workshop.printing import PrintResult
from wizard.workshop.report import report, report_csv, report_xlsx
from wizard.workshop.returning import return_all
from wizard.workshop.sheets import Sheets, sheet_tasks

PAPERS = 12
"""About how many files of a kit are papers; the plans come on top."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The checklist of the class: compiled, and the folder it came from.

    Attributes:
        custom: its folder, if it is not the built-in one.
    """

    compiled: CompiledChecklist
    folder: Path
    custom: Path | None = None


def make_class(
    wanted: NewClass, place: Path, pack: Pack, say: Words, progress: Progress
) -> tuple[Path, Classroom]:
    """Write a class and its kit into a folder of its own under ``place``.

    Raises:
        WizardError: there is a class already, or it cannot be written.
    """
    checklist = pack.compiled.checklist
    classroom = new_classroom(
        wanted.name,
        wanted.date,
        wanted.agenda,
        (checklist.id, checklist.version),
        wanted.people,
    )
    folder = place / safe_file_name(wanted.name, "", "class")
    write_classroom(folder, classroom)
    personas = teaching_personas(pack.folder, pack.compiled)
    write_kit(folder, classroom, pack.compiled, personas, say, done=progress, own=pack.custom)
    return folder, classroom


def take_in(
    folder: Path,
    sources: Sequence[Path],
    classroom: Classroom,
    pack: Pack,
    say: Words,
    progress: Progress,
) -> Collection:
    """Collect plans from sticks and folders.

    Raises:
        WizardError: a source is gone, or the class's folder cannot be written.
    """
    return collect(folder, sources, classroom, pack.compiled, say, done=progress)


def look(folder: Path, pack: Pack, today: dt.date, say: Words, progress: Progress) -> Board:
    """Read the board.

    Raises:
        WizardError: the class cannot be understood.
    """
    progress()
    return read_board(folder, pack.compiled, today, say)


def print_sheets(
    folder: Path,
    target: Path,
    sheets: Sheets,
    pack: Pack,
    today: dt.date,
    say: Words,
    progress: Progress,
) -> list[PrintResult]:
    """Print plans of the class into ``target``, with their summary.

    Raises:
        WizardError: the folder cannot be written.
    """
    tasks = sheet_tasks(folder, target, sheets, today, say.language, pack.custom)
    target.mkdir(parents=True, exist_ok=True)
    results = print_all(tasks, say, done=progress)
    printed = [(one.plan, one.output) for one in results if one.output is not None]
    if sheets.merged and printed:
        atomic_write(target / MERGED, merge(printed, duplex=sheets.duplex))
    closed = closed_plans(one.source for one in tasks)
    atomic_write(target / SUMMARY, summary(results, say, closed))
    return results


def write_report(board: Board, path: Path, say: Words, progress: Progress) -> Path:
    """Write the report of a class: a table where the name ends in .csv or .xlsx, else a PDF.

    Raises:
        WizardError: it cannot be written.
    """
    progress()
    suffix = path.suffix.lower()
    if suffix == ".csv":
        content = report_csv(board)
    elif suffix == ".xlsx":
        content = report_xlsx(board, say)
    else:
        content = render(report(board, say), "pdf")
    atomic_write(path, content)
    return path


def write_follow_up(board: Board, path: Path, say: Words, progress: Progress) -> Path:
    """Write the calendar for the time after the class.

    Raises:
        WizardError: it cannot be written.
    """
    progress()
    atomic_write(path, follow_up_calendar(board, say))
    return path


def give_back(
    folder: Path, place: Path, today: dt.date, say: Words, progress: Progress
) -> list[Path]:
    """Write grades and comments as files for the participants.

    Raises:
        WizardError: the class cannot be understood, or ``place`` cannot be written.
    """
    progress()
    return return_all(folder, [place], today, say)


def put_side_by_side(
    folder: Path,
    plans: tuple[str, str],
    pack: Pack,
    today: dt.date,
    say: Words,
    progress: Progress,
) -> Comparison:
    """Compare two plans of the class.

    Raises:
        WizardError: one of them cannot be read.
    """
    progress()
    return compare(folder, plans, pack.compiled, today, say)


def write_anonymous(board: Board, path: Path, progress: Progress) -> Path:
    """Write what may leave the room.

    Raises:
        WizardError: it cannot be written.
    """
    progress()
    atomic_write(path, as_csv(anonymous(board)))
    return path
