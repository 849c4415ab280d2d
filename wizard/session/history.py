"""The history of a plan as people read it: who changed what, when, and what was printed.

Typing again in the same field within a minute is one line: the log keeps every revision,
the reader is shown where it began and where it ended.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wizard.engine.changes import AnswerChange, answer_changes
from wizard.model.answers import NOTHING, Answer
from wizard.model.checklist import Checklist
from wizard.plans.contents import PlanContents, Print, Version
from wizard.plans.log import Step
from wizard.session.own_clauses import ClauseEdit, clause_edits, clause_of, own_clauses
from wizard.session.storing import one_answer

RAPID = dt.timedelta(seconds=60)
_TYPING = frozenset({"answer", "clear"})


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history.

    Attributes:
        kind: of the step in the log; ``print`` or ``version`` for a record of those.
        at: when, UTC.
        author: who, as typed.
        first, last: numbers of its revisions; of a print or version, the one it is of.
        changes: what it changed.
        clauses: what it changed in the words of agreements.
        unknown: ids of what it changed that no question of the checklist has.
        name: the plan's new name, or that of the version.
        printed: the print.
    """

    kind: str
    at: dt.datetime
    author: str
    first: int
    last: int
    changes: tuple[AnswerChange, ...] = ()
    clauses: tuple[ClauseEdit, ...] = ()
    unknown: tuple[str, ...] = ()
    name: str = ""
    printed: Print | None = None


def history(contents: PlanContents, checklist: Checklist) -> tuple[Event, ...]:
    """Return everything that happened to a plan, oldest first."""
    records: list[Print | Version] = sorted(
        [*contents.prints, *contents.versions], key=lambda one: (one.revision, one.at)
    )
    events: list[Event] = []
    first = 1
    for step in _compressed(contents.log.steps, {one.revision for one in records}):
        last = first + step[1] - 1
        events += _taken(records, first - 1)
        events.append(_event(step[0], first, last, checklist))
        first = last + 1
    return (*events, *_taken(records, len(contents.revisions)))


def _taken(records: list[Print | Version], until: int) -> Iterator[Event]:
    while records and records[0].revision <= until:
        one = records.pop(0)
        at = dt.datetime.fromisoformat(one.at)
        if isinstance(one, Print):
            yield Event("print", at, "", one.revision, one.revision, printed=one)
        else:
            yield Event("version", at, "", one.revision, one.revision, name=one.name)


def _compressed(steps: list[Step], marked: set[int]) -> Iterator[tuple[Step, int]]:
    """Yield steps with their number of revisions, rapid typing in one field taken together."""
    held: Step | None = None
    count = done = 0
    for step in steps:
        if held is not None and done not in marked and _continues(held, step):
            ((question, (before, _)),) = held.changes.items()
            after = step.changes[question][1]
            held = replace(held, at=step.at, kind=step.kind, changes={question: (before, after)})
            count += len(step.changes)
        else:
            if held is not None:
                yield held, count
            held, count = step, len(step.changes)
        done += len(step.changes)
    if held is not None:
        yield held, count


def _continues(held: Step, step: Step) -> bool:
    if not {held.kind, step.kind} <= _TYPING or held.author != step.author:
        return False
    if len(held.changes) != 1 or held.changes.keys() != step.changes.keys():
        return False
    waited = dt.datetime.fromisoformat(step.at) - dt.datetime.fromisoformat(held.at)
    return dt.timedelta(0) <= waited <= RAPID


def _event(step: Step, first: int, last: int, checklist: Checklist) -> Event:
    changed: list[AnswerChange] = []
    clauses: list[ClauseEdit] = []
    unknown: list[str] = []
    name = ""
    for question_id, (before, after) in step.changes.items():
        question = checklist.questions.get(question_id)
        if step.kind == "rename":
            name = str(json.loads(after or '""'))
        elif clause_of(question_id) is not None:
            was, now = ({} if one is None else {question_id: one} for one in (before, after))
            clauses += clause_edits(own_clauses(was), own_clauses(now))
        elif question is None or question.computed:
            unknown.append(question_id)
        else:
            old: Answer = one_answer(question, before) or NOTHING
            new: Answer = one_answer(question, after) or NOTHING
            changed += answer_changes(question, old, new)
    return Event(
        kind=step.kind,
        at=dt.datetime.fromisoformat(step.at),
        author=step.author,
        first=first,
        last=last,
        changes=tuple(changed),
        clauses=tuple(clauses),
        unknown=tuple(unknown),
        name=name,
    )
