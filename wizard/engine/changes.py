"""What differs between two evaluations of a plan: answers, findings, figures, verdict.

Only what is printed counts: answers to questions that applied before or after. Notes and
flags are told apart from what changes the plan itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from wizard.engine.evaluation import Evaluation
from wizard.model.answers import NOTHING, Answer, Row
from wizard.model.findings import Finding, Verdict
from wizard.model.questions import QuestionFields, Table
from wizard.money import Figure

Kind = Literal["added", "changed", "cleared"]
_INTERNAL = frozenset({"startup_known"})


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that differs.

    Attributes:
        question: id of the question, or of the table.
        asked: the question; in a table, the column, or the table for a whole row.
        before: the answer there was; NOTHING for none.
        after: the answer there is; NOTHING for none.
        row: name of the row of a table, or None.
        column: id of the column; empty for a whole row.
        nth: which of the rows with that name, from 0.
        substantive: False if only a note, a flag or how sure somebody is has changed.
    """

    question: str
    asked: QuestionFields
    before: Answer
    after: Answer
    row: str | None = None
    column: str = ""
    substantive: bool = True
    nth: int = 0

    @property
    def kind(self) -> Kind:
        """Whether an answer came, went or became another one."""
        if self.before == NOTHING:
            return "added"
        return "cleared" if self.after == NOTHING else "changed"


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that came, went, or weighs something else; None where there is none."""

    before: Finding | None
    after: Finding | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is shown differently."""

    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two evaluations."""

    answers: tuple[AnswerChange, ...]
    findings: tuple[FindingChange, ...]
    figures: tuple[FigureChange, ...]
    verdict: tuple[Verdict, Verdict] | None

    def __bool__(self) -> bool:
        return bool(self.answers or self.findings or self.figures or self.verdict)

    @property
    def substantive(self) -> tuple[AnswerChange, ...]:
        """The changed answers that change the plan itself."""
        return tuple(one for one in self.answers if one.substantive)


def changes(before: Evaluation, after: Evaluation) -> Changes:
    """Compare two evaluations of the same checklist."""
    same = before.verdict == after.verdict
    return Changes(
        answers=tuple(_answers(before, after)),
        findings=tuple(_findings(before.findings, after.findings)),
        figures=tuple(
            FigureChange(before.figures[name], figure)
            for name, figure in after.figures.items()
            if name not in _INTERNAL and before.figures[name].shown != figure.shown
        ),
        verdict=None if same else (before.verdict, after.verdict),
    )


def is_substantive(before: Answer, after: Answer) -> bool:
    """Whether two answers differ in what they say, not only in notes and flags."""
    return _core(before) != _core(after)


def _core(answer: Answer) -> Answer:
    value = answer.value
    if isinstance(value, tuple) and any(isinstance(row, Mapping) for row in value):
        value = tuple(
            {column: _core(cell) for column, cell in row.items()}
            for row in value
            if not isinstance(row, str)
        )
    return replace(answer, value=value, note="", sure=None, later=False, find_out="", due=None)


def answer_changes(question: QuestionFields, old: Answer, new: Answer) -> Iterator[AnswerChange]:
    """Yield what differs between two answers to one question, a table's cell by cell."""
    if old == new:
        return
    if isinstance(question, Table) and (_rows(old) or _rows(new)):
        yield from _table(question, old, new)
    else:
        yield AnswerChange(question.id, question, old, new, substantive=is_substantive(old, new))


def _answers(before: Evaluation, after: Evaluation) -> Iterator[AnswerChange]:
    for question_id, question in after.checklist.questions.items():
        if question_id in before.visible or question_id in after.visible:
            old = before.answers.get(question_id, NOTHING)
            new = after.answers.get(question_id, NOTHING)
            yield from answer_changes(question, old, new)


def _table(table: Table, old: Answer, new: Answer) -> Iterator[AnswerChange]:
    """Compare rows by their names; rows without one, and doubles, by their order."""
    before, after = _named(table, _rows(old)), _named(table, _rows(new))
    for key in [*before, *(one for one in after if one not in before)]:
        name = key[0] or str(key[1] + 1)
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            yield AnswerChange(
                table.id,
                table,
                NOTHING if was is None else Answer(value=(was,)),
                NOTHING if now is None else Answer(value=(now,)),
                row=name,
                nth=key[1],
            )
            continue
        for column in table.columns:
            one, other = was.get(column.id, NOTHING), now.get(column.id, NOTHING)
            if one != other:
                yield AnswerChange(
                    table.id,
                    column,
                    one,
                    other,
                    row=name,
                    column=column.id,
                    substantive=is_substantive(one, other),
                    nth=key[1],
                )
    rest = replace(old, value=None), replace(new, value=None)
    if rest[0] != rest[1]:
        yield AnswerChange(table.id, table, *rest, substantive=is_substantive(*rest))


def _rows(answer: Answer) -> tuple[Row, ...]:
    if not isinstance(answer.value, tuple):
        return ()
    return tuple(row for row in answer.value if not isinstance(row, str))


def _named(table: Table, rows: Iterable[Row]) -> dict[tuple[str, int], Row]:
    found: dict[tuple[str, int], Row] = {}
    seen: dict[str, int] = {}
    for row in rows:
        name = table.row_name(row)
        count = seen.get(name, 0)
        seen[name] = count + 1
        found[name, count] = row
    return found


def _findings(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[FindingChange]:
    old = {(one.rule, one.row, one.place): one for one in before if one.counts}
    new = {(one.rule, one.row, one.place): one for one in after if one.counts}
    for key, finding in old.items():
        other = new.get(key)
        if other is None or other.severity is not finding.severity:
            yield FindingChange(finding, other)
    for key, finding in new.items():
        if key not in old:
            yield FindingChange(None, finding)
