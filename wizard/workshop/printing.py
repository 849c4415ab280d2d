"""Print one plan from its file: the unit of work of every batch.

A task is plain data and so is its result, so that both travel between processes, and a
plan printed alone, in a batch or for a class is the same file, byte for byte.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from wizard import packs
from wizard.engine import CompiledChecklist, Evaluation
from wizard.errors import PlanError, WizardError
from wizard.plans.files import atomic_write
from wizard.session.feedback import Feedback, with_feedback
from wizard.session.pages import only_pages
from wizard.session.phrasing import error_lines
from wizard.session.printing import Edition, NotFinalError, compose_edition, obstacle_lines
from wizard.session.source import Source, read_source
from wizard.text import Language, Words, words
from wizard.workshop.parts import gray, part_pages


@dataclass(frozen=True, slots=True)
class PrintTask:
    """A plan to print.

    Attributes:
        source: a plan file, a printed PDF or an answers file.
        output: the PDF to write.
        today: the day the judgement is for.
        pack: folder of another checklist than the built-in one.
        with_plan: whether the PDF carries the plan inside.
        name: printed instead of the plan's own name, if not empty.
        parts: keys of ``wizard.workshop.parts.PARTS``; none is the whole plan.
        gray: without colors, for a printer that has none.
        feedback: what the trainer wrote, printed at the end.
        closed: its owner did not agree to show answers: one page of statuses is printed in
            place of the plan, in whatever edition.
    """

    source: Path
    output: Path
    today: dt.date
    edition: Edition = "draft"
    language: Language = "zh"
    pack: Path | None = None
    with_plan: bool = True
    name: str = ""
    parts: tuple[str, ...] = ()
    gray: bool = False
    feedback: Feedback | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class PrintResult:
    """What became of a task.

    Attributes:
        output: the PDF, or None if it was not written.
        plan: the plan's name; empty where the source could not be read.
        verdict: its code; empty where the source could not be read.
        startup_total: in fen, or None while it is not known or nobody else's business.
        closed: only statuses were printed.
        problems: why there is no PDF, one sentence each.
    """

    source: Path
    output: Path | None = None
    plan: str = ""
    verdict: str = ""
    red_lines: int | None = None
    missing: int | None = None
    not_sure: int | None = None
    startup_total: int | None = None
    pages: int | None = None
    closed: bool = False
    problems: tuple[str, ...] = ()


def print_one(task: PrintTask) -> PrintResult:
    """Read, evaluate, print and write one plan; what is wrong with it is in the result.

    Raises:
        PackError: the checklist itself cannot be used.
    """
    say = words(task.language)
    compiled = checklist(task.pack)
    if task.source.is_dir():
        sentence = say("workshop.no_plans", path=str(task.source))
        return PrintResult(task.source, problems=(sentence,))
    try:
        source = read_source(task.source, compiled)
    except WizardError as error:
        return PrintResult(task.source, problems=error_lines(error, say))
    evaluation = source.evaluation(task.today)
    try:
        return _printed(task, source, evaluation)
    except NotFinalError as error:
        lines = (say(error.key, **error.params), *obstacle_lines(evaluation, say))
    except WizardError as error:
        lines = error_lines(error, say)
    return _result(task, source, evaluation, problems=lines)


@lru_cache(maxsize=2)
def checklist(pack: Path | None) -> CompiledChecklist:
    """Return a checklist, read once per process; None is the built-in one.

    Raises:
        PackError: it cannot be used.
    """
    return packs.built_in() if pack is None else packs.load(pack)


def summary_lines(result: PrintResult, say: Words) -> tuple[str, ...]:
    """Return what to tell about a task that left no PDF: the file, then every reason."""
    first, *others = result.problems
    path = str(result.source)
    named = first if path in first else say("workshop.not_printed", path=path, reason=first)
    return (named, *(f"  {one}" for one in others))


def _printed(task: PrintTask, source: Source, evaluation: Evaluation) -> PrintResult:
    from wizard.documents.pdf import render_placed

    if task.closed:
        pdf, pages = _statuses(task, source, evaluation)
        atomic_write(task.output, pdf)
        return _result(task, source, evaluation, output=task.output, pages=pages)
    contents = source.contents
    if task.feedback:
        said = replace(task.feedback, printed=True)
        contents = replace(contents, summary=with_feedback(contents.summary, said))
    document = compose_edition(
        evaluation,
        contents,
        name=task.name or source.name,
        edition=task.edition,
        language=task.language,
        with_plan=task.with_plan,
    )
    made = render_placed(document)
    pdf, pages = made.pdf, made.pages
    if task.parts:
        chosen = part_pages(pdf, task.parts, words(task.language))
        if not chosen:
            raise PlanError("workshop.no_part", parts=" ".join(task.parts))
        pdf, pages = only_pages(pdf, chosen), len(chosen)
    if task.gray:
        pdf = gray(pdf)
    atomic_write(task.output, pdf)
    return _result(task, source, evaluation, output=task.output, pages=pages)


def _statuses(task: PrintTask, source: Source, evaluation: Evaluation) -> tuple[bytes, int]:
    from wizard.documents.pdf import render_placed
    from wizard.workshop.status_sheet import status_sheet

    name = task.name or source.name
    say = words(task.language)
    made = render_placed(status_sheet(evaluation, name, task.today, task.feedback, say))
    return gray(made.pdf) if task.gray else made.pdf, made.pages


def _result(
    task: PrintTask,
    source: Source,
    evaluation: Evaluation,
    *,
    output: Path | None = None,
    pages: int | None = None,
    problems: tuple[str, ...] = (),
) -> PrintResult:
    total = evaluation.figures["startup_total"].value
    return PrintResult(
        source=task.source,
        output=output,
        plan=source.name,
        verdict=str(evaluation.verdict),
        red_lines=len(evaluation.red_lines),
        missing=len(evaluation.missing),
        not_sure=len(evaluation.not_sure),
        startup_total=total if isinstance(total, int) and not task.closed else None,
        pages=pages,
        closed=task.closed,
        problems=problems,
    )
