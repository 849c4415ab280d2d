"""What has run out or falls due: evidence, promises to find out, sources nobody rechecked.

Pure functions of an evaluation; the day counted from is the evaluation's own.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from wizard.engine.evaluation import Evaluation
from wizard.model.answers import Answer, Cell
from wizard.model.checklist import Checklist, Source
from wizard.model.findings import Finding, Phrase, Spoken
from wizard.model.localised import Localised
from wizard.model.questions import QuestionFields, Severity, Table
from wizard.text import LANGUAGES, words

SOURCES_DUE = "sources_due"
SOON = dt.timedelta(days=30)
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that has run out, or will.

    Attributes:
        kind: evidence that expires, or a promise to find something out.
        cell: the answer it belongs to.
        name: of the evidence; how it was to be found out.
        day: the last day it is good for.
    """

    kind: Literal["evidence", "promise"]
    cell: Cell
    name: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class DueList:
    """What is due on one day.

    Attributes:
        over: what has run out, earliest first.
        soon: what runs out within 30 days, earliest first.
        sources: ids of the sources that should have been checked again.
    """

    over: tuple[Due, ...]
    soon: tuple[Due, ...]
    sources: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.over or self.soon or self.sources)


def due(evaluation: Evaluation, today: dt.date | None = None) -> DueList:
    """Return what is due on ``today``; on the evaluation's own day without it."""
    day = today or evaluation.today
    found = sorted(promises(evaluation), key=lambda one: one.day)
    return DueList(
        over=tuple(one for one in found if one.day < day),
        soon=tuple(one for one in found if day <= one.day <= day + SOON),
        sources=stale_sources(evaluation.checklist, day),
    )


def promises(evaluation: Evaluation) -> Iterator[Due]:
    """Yield every day an answer that applies is tied to: its evidence's, or its promise's."""
    for question_id in evaluation.answers:
        answer = evaluation.answer(question_id)
        yield from _of(Cell(question_id), answer)
        question = evaluation.checklist.questions.get(question_id)
        if isinstance(question, Table):
            for index, row in enumerate(evaluation.rows(question_id)):
                for column, cell in row.items():
                    yield from _of(Cell(question_id, index, column), cell)


def _of(cell: Cell, answer: Answer) -> Iterator[Due]:
    for evidence in answer.evidence:
        if evidence.valid_until is not None:
            yield Due("evidence", cell, evidence.name, evidence.valid_until)
    if answer.not_sure and answer.due is not None:
        yield Due("promise", cell, answer.find_out, answer.due)


def recheck_day(source: Source) -> dt.date:
    """Return the last day on which the source counts as checked."""
    months = source.checked.year * 12 + source.checked.month - 1 + source.recheck_months
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(source.checked.day, last))


def stale_sources(checklist: Checklist, today: dt.date) -> tuple[str, ...]:
    """Return the ids of the sources that should have been checked again before ``today``."""
    return tuple(
        source_id for source_id, source in checklist.sources.items() if recheck_day(source) < today
    )


def sources_finding(
    checklist: Checklist, visible: Mapping[str, QuestionFields], today: dt.date
) -> Finding | None:
    """Return the one finding that names the sources to be checked again, or None."""
    stale = stale_sources(checklist, today)
    if not stale or not visible:
        return None
    citing = _first_citing(visible.values(), frozenset(stale)) or next(iter(visible))
    titles = {one: checklist.sources[one].title for one in stale}
    return Finding(
        rule=SOURCES_DUE,
        severity=Severity.INFO,
        questions=(citing,),
        message=_phrase("model.sources_due", stale, titles),
        action=_phrase("model.sources_due_do", stale, titles),
        sources=stale,
    )


def _first_citing(questions: Iterable[QuestionFields], stale: frozenset[str]) -> str:
    return next((one.id for one in questions if not stale.isdisjoint(one.sources)), "")


def _phrase(key: str, stale: tuple[str, ...], titles: Mapping[str, Localised]) -> Phrase:
    texts: dict[str, str] = {
        language: words(language)(key, count=len(stale), names="{names}") for language in LANGUAGES
    }
    named = Spoken(stale[:_NAMED], choices=titles)
    return Phrase(Localised(texts), {"names": named})
