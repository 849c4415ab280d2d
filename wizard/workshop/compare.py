"""Two plans of a class side by side, without their people: answers, judgements, figures.

The plans are called A and B. What identifies a shop (the topic ``shop_identity``) and free
text stay out, as do notes and evidence. Answers, figures and the words of a judgement are
compared only where both participants agreed to show them; without that there are statuses
and counts, as on the board.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from wizard.documents.voice import Voice
from wizard.engine import CompiledChecklist, Evaluation
from wizard.engine.changes import AnswerChange, changes
from wizard.errors import PlanError
from wizard.model.answers import Answer
from wizard.model.findings import Finding
from wizard.model.questions import Paragraph, QuestionFields
from wizard.session.membership import membership
from wizard.session.source import Source, read_source
from wizard.session.wording import ChangeWords
from wizard.text import Words
from wizard.workshop.classroom import newest_plan

IDENTITY = "shop_identity"
LETTERS = ("A", "B")
FIGURES = (
    "startup_total",
    "headroom",
    "reserve_months",
    "contribution_per_order",
    "break_even_orders_day",
    "lowest_cash",
    "runout_probability_13_weeks",
    "answered_within_10_minutes",
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plans.

    Attributes:
        letter: what it is called.
        shows_answers: the participant agreed to show more than statuses.
        areas: state by area id.
    """

    letter: str
    shows_answers: bool
    verdict: str
    areas: dict[str, str]
    answered: int
    of: int
    red_lines: int
    not_sure: int
    missing: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on which the two plans differ, as it is shown.

    Attributes:
        question: id; empty for a figure.
        number: printed beside the question.
        values: what each plan says, in the order of the plans.
    """

    title: str
    values: tuple[str, str]
    question: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side.

    Attributes:
        sides: the plans.
        open: whether both show their answers; without, the three lists are empty.
        answers: the answers that differ, in the order of the questions.
        judgements: questions on which only one plan has a finding that counts.
        figures: the figures that matter most, whether they differ or not.
    """

    sides: tuple[Side, Side]
    open: bool
    answers: tuple[Line, ...] = ()
    judgements: tuple[Line, ...] = ()
    figures: tuple[Line, ...] = ()


def compare(
    folder: Path,
    plans: tuple[str, str],
    compiled: CompiledChecklist,
    today: dt.date,
    say: Words,
) -> Comparison:
    """Compare the newest revisions of two plans that were handed in.

    Raises:
        WizardError: one of them is not there, or cannot be read.
    """
    first, second = (_read(folder, plan, compiled) for plan in plans)
    left = first.evaluation(today, simulated=False)
    right = second.evaluation(today, simulated=False)
    sides = _side(LETTERS[0], first, left), _side(LETTERS[1], second, right)
    if not all(side.shows_answers for side in sides):
        return Comparison(sides, open=False)
    order = {question: at for at, question in enumerate(left.checklist.questions)}
    told = [one for one in changes(left, right).substantive if _may_be_shown(one, left)]
    told.sort(key=lambda one: order.get(one.question, len(order)))
    return Comparison(
        sides,
        open=True,
        answers=tuple(_answers(told, left, right, say)),
        judgements=tuple(_judgements(left, right, say)),
        figures=tuple(_figures(left, right, say)),
    )


def _read(folder: Path, plan: str, compiled: CompiledChecklist) -> Source:
    path = newest_plan(folder, plan)
    if path is None:
        raise PlanError("workshop.no_such_plan", plan=plan, count=0)
    return read_source(path, compiled)


def _side(letter: str, source: Source, evaluation: Evaluation) -> Side:
    areas = evaluation.areas
    return Side(
        letter=letter,
        shows_answers=membership(source.contents.summary).shows_answers,
        verdict=str(evaluation.verdict),
        areas={area: str(result.state) for area, result in areas.items()},
        answered=sum(result.answered for result in areas.values()),
        of=sum(result.of for result in areas.values()),
        red_lines=len(evaluation.red_lines),
        not_sure=len(evaluation.not_sure),
        missing=len(evaluation.missing),
    )


def _may_be_shown(change: AnswerChange, evaluation: Evaluation) -> bool:
    topic = next((one for one in evaluation.checklist.topics if one.id == IDENTITY), None)
    mine = {one.id for one in topic.questions} if topic is not None else set()
    return change.question not in mine and not isinstance(change.asked, Paragraph)


def _answers(
    told: Sequence[AnswerChange], left: Evaluation, right: Evaluation, say: Words
) -> list[Line]:
    worded = ChangeWords(left, right, say)
    numbers = left.checklist.numbers
    return [
        Line(
            worded.title(one),
            (_bare(worded, one.asked, one.before), _bare(worded, one.asked, one.after)),
            one.question,
            numbers.get(one.question, ""),
        )
        for one in told
    ]


def _bare(worded: ChangeWords, asked: QuestionFields, answer: Answer) -> str:
    """Return an answer in words, without its note and the names of its evidence."""
    return worded.value(asked, replace(answer, note="", evidence=()))


def _judgements(left: Evaluation, right: Evaluation, say: Words) -> list[Line]:
    """Return what only one of the plans is judged for; a rule that judges both is no line."""
    mine, theirs = _counting(left), _counting(right)
    voice = Voice(left, say.language)
    lines = []
    for rule in dict.fromkeys((*mine, *theirs)):
        if (rule in mine) != (rule in theirs):
            one = mine.get(rule) or theirs[rule]
            said = tuple(_judged(found.get(rule), say) for found in (mine, theirs))
            question = one.questions[0]
            line = Line(voice.title(question), (said[0], said[1]), question, voice.number(question))
            lines.append(line)
    return lines


def _counting(evaluation: Evaluation) -> dict[str, Finding]:
    found = [one for one in evaluation.findings if one.counts]
    return {one.rule: one for one in reversed(found)}


def _judged(finding: Finding | None, say: Words) -> str:
    if finding is None:
        return say("workshop.compare.fine")
    severity = say(f"session.severity.{finding.severity}")
    return say("workshop.compare.judged", severity=severity, text=finding.message.say(say))


def _figures(left: Evaluation, right: Evaluation, say: Words) -> list[Line]:
    voices = Voice(left, say.language), Voice(right, say.language)
    return [
        Line(
            say(f"money.figure.{name}"),
            (voices[0].figure(name), voices[1].figure(name)),
        )
        for name in FIGURES
    ]


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as plain values."""
    return asdict(comparison)


def as_text(comparison: Comparison, titles: dict[str, str], say: Words) -> str:
    """Return the comparison as lines for a terminal; columns are separated by tabs."""
    lines = ["\t".join(["", *LETTERS])]
    lines += ["\t".join([title, *values]) for title, values in status_rows(comparison, titles, say)]
    if not comparison.open:
        lines += ["", say("workshop.compare.closed")]
    for key in ("answers", "judgements", "figures"):
        found: tuple[Line, ...] = getattr(comparison, key)
        if found:
            lines += ["", say(f"workshop.compare.{key}", count=len(found))]
            lines += [
                "\t".join([f"{one.number} {one.title}".strip(), *one.values]) for one in found
            ]
    return "\n".join(lines)


def status_rows(
    comparison: Comparison, titles: dict[str, str], say: Words
) -> list[tuple[str, tuple[str, str]]]:
    """Return verdict, areas and counts of both plans, in words."""
    left, right = comparison.sides
    rows = [
        (
            say("workshop.verdict"),
            (say(f"session.verdict.{left.verdict}"), say(f"session.verdict.{right.verdict}")),
        )
    ]
    for area, title in titles.items():
        said = tuple(say(f"workshop.state.{side.areas[area]}") for side in (left, right))
        rows.append((title, (said[0], said[1])))
    for column in ("red_lines", "not_sure", "missing"):
        counts = str(getattr(left, column)), str(getattr(right, column))
        rows.append((say(f"workshop.column.{column}"), counts))
    return rows
