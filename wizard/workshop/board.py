"""Where everybody in a class stands: participants by areas, and what holds most of them up.

Without a participant's agreement the board knows statuses and counts, and neither answers,
amounts nor which red line it is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wizard.documents.plan.operations import gates
from wizard.documents.voice import Voice
from wizard.engine import CompiledChecklist, Evaluation
from wizard.errors import WizardError
from wizard.model.checklist import Checklist
from wizard.session.membership import membership
from wizard.session.source import Source, read_source
from wizard.text import Words
from wizard.workshop.classroom import (
    COLLECTED,
    Classroom,
    Grade,
    kit_plan_id,
    newest_plan,
    plan_ids,
    read_classroom,
    read_grades,
)
from wizard.workshop.collect import Refusal, read_refusals

TOP = 10
ID_SHOWN = 8
"""How much of a plan's id tells it from the others of a class, and can be typed."""
MILESTONES = ("opened", "month", "quarter")
"""Of the milestones a plan sets, those on which a trainer asks how it went."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One plan handed in, at its newest revision.

    Attributes:
        areas: state by area id: ``not_started in_progress red_line complete``.
        red_lines: ids of the rules, each once.
        not_sure: ids of the questions.
        missing: ids of must-have questions without an answer.
        startup_total: fen, or None while it is not known.
        over_budget: what is known already is above the cap.
        shows_answers: the participant agreed to show more than statuses.
        milestones: the days the plan itself sets after the class, by the name of each.
    """

    plan_id: str
    name: str
    revision: int
    verdict: str
    areas: dict[str, str]
    answered: int
    of: int
    red_lines: tuple[str, ...]
    not_sure: tuple[str, ...]
    missing: tuple[str, ...]
    startup_total: int | None
    over_budget: bool
    shows_answers: bool
    grade: Grade
    milestones: tuple[tuple[str, dt.date], ...] = ()

    @property
    def stuck(self) -> tuple[int, int, int]:
        """How much help is needed: red lines, then unsure, then missing answers."""
        return len(self.red_lines), len(self.not_sure), len(self.missing)


@dataclass(frozen=True, slots=True)
class Blocker:
    """What holds several people up.

    Attributes:
        id: of the rule or question.
        number: printed beside the question.
        title: the question, for people.
        people: how many are held up, each counted once.
    """

    id: str
    number: str
    title: str
    people: int
    red_lines: int
    not_sure: int
    missing: int


@dataclass(frozen=True, slots=True)
class Board:
    """A class as of one day.

    Attributes:
        area_titles: for people, by area id.
        participants: those who need most help first.
        blockers: the most frequent first, at most ten.
        unreadable: plans whose collected file is damaged.
        refusals: the list of files that were not taken.
    """

    classroom: Classroom
    today: dt.date
    area_titles: dict[str, str]
    participants: tuple[Participant, ...]
    blockers: tuple[Blocker, ...]
    unreadable: tuple[str, ...]
    refusals: tuple[Refusal, ...]

    @property
    def refused(self) -> int:
        """How many lines the list of files has that were not taken."""
        return len(self.refusals)

    @property
    def absent(self) -> tuple[int, ...]:
        """Numbers of the kit's blank plans that did not come back, once one of them did."""
        here = {one.plan_id for one in self.participants}
        numbers = range(1, self.classroom.people + 1)
        absent = [one for one in numbers if kit_plan_id(self.classroom, one) not in here]
        return tuple(absent) if len(absent) < len(numbers) else ()

    @property
    def over_budget(self) -> tuple[Participant, ...]:
        """Whoever plans to spend more than the cap, as far as they agreed to show amounts."""
        return tuple(one for one in self.participants if one.over_budget and one.shows_answers)

    def with_grade(self, plan_id: str, grade: Grade) -> Board:
        """Return the board with what the trainer now thinks of one plan."""
        people = (
            replace(one, grade=grade) if one.plan_id == plan_id else one
            for one in self.participants
        )
        return replace(self, participants=tuple(people))


def read_board(folder: Path, compiled: CompiledChecklist, today: dt.date, say: Words) -> Board:
    """Read everything that was handed in and judge it as of ``today``.

    Raises:
        WizardError: the folder holds no class, or its files cannot be understood.
    """
    classroom = read_classroom(folder)
    if classroom.pack[0] != compiled.checklist.id:
        raise WizardError("workshop.class_other_pack", pack=classroom.pack[0])
    grades = read_grades(folder)
    participants, unreadable = [], []
    evaluations = []
    for plan_id in plan_ids(folder):
        path = newest_plan(folder, plan_id)
        try:
            if path is None:
                continue
            source = read_source(path, compiled)
        except WizardError:
            unreadable.append(f"{COLLECTED}/{plan_id}")
            continue
        evaluation = source.evaluation(today, simulated=False)
        evaluations.append(evaluation)
        participants.append(_participant(source, evaluation, grades.get(plan_id, Grade())))
    participants.sort(key=lambda one: (*(-count for count in one.stuck), one.name, one.plan_id))
    return Board(
        classroom=classroom,
        today=today,
        area_titles={area.id: area.title.say(say.language) for area in compiled.checklist.areas},
        participants=tuple(participants),
        blockers=_blockers(evaluations, say),
        unreadable=tuple(unreadable),
        refusals=tuple(Refusal(**row) for row in read_refusals(folder)),
    )


def _participant(source: Source, evaluation: Evaluation, grade: Grade) -> Participant:
    figures = evaluation.figures
    total, cap = figures["startup_total"].value, figures["cap"].value
    known = figures["startup_known"].value if "startup_known" in figures else total
    areas = evaluation.areas
    return Participant(
        plan_id=source.plan_id,
        name=source.name,
        revision=len(source.contents.revisions),
        verdict=str(evaluation.verdict),
        areas={area: str(result.state) for area, result in areas.items()},
        answered=sum(result.answered for result in areas.values()),
        of=sum(result.of for result in areas.values()),
        red_lines=_once(one.rule for one in evaluation.red_lines),
        not_sure=evaluation.not_sure,
        missing=evaluation.missing,
        startup_total=total if isinstance(total, int) else None,
        over_budget=isinstance(known, int) and isinstance(cap, int) and known > cap,
        shows_answers=membership(source.contents.summary).shows_answers,
        grade=grade,
        milestones=tuple(
            (name, day) for name, day, _, _ in gates(Voice(evaluation, "zh")) if name in MILESTONES
        ),
    )


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _blockers(evaluations: list[Evaluation], say: Words) -> tuple[Blocker, ...]:
    red_lines: Counter[str] = Counter()
    not_sure: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for one in evaluations:
        crossed = {finding.questions[0] for finding in one.red_lines}
        red_lines.update(crossed)
        not_sure.update(one.not_sure)
        missing.update(one.missing)
        total.update(crossed | set(one.not_sure) | set(one.missing))
    ranked = sorted(total, key=lambda one: (-total[one], -red_lines[one], one))
    return tuple(
        Blocker(
            id=one,
            number=evaluations[0].checklist.number(one),
            title=_title(evaluations[0], one, say),
            people=total[one],
            red_lines=red_lines[one],
            not_sure=not_sure[one],
            missing=missing[one],
        )
        for one in ranked[:TOP]
    )


def _title(evaluation: Evaluation, question_id: str, say: Words) -> str:
    question = evaluation.question(question_id)
    return question_id if question is None else question.title.say(say.language)


def as_json(board: Board) -> dict[str, Any]:
    """Return the board as plain values; what was not agreed to be shown is null."""
    return {
        "class": {
            "id": board.classroom.id,
            "name": board.classroom.name,
            "date": board.classroom.date.isoformat(),
            "agenda": board.classroom.agenda,
            "people": board.classroom.people,
        },
        "as_of": board.today.isoformat(),
        "collected": len(board.participants),
        "absent": list(board.absent),
        "refused": board.refused,
        "unreadable": list(board.unreadable),
        "participants": [_participant_json(one) for one in board.participants],
        "blockers": [
            {
                "question": one.id,
                "number": one.number,
                "title": one.title,
                "people": one.people,
                "red_lines": one.red_lines,
                "not_sure": one.not_sure,
                "missing": one.missing,
            }
            for one in board.blockers
        ],
        "over_budget": [one.plan_id for one in board.over_budget],
        "over_budget_count": sum(one.over_budget for one in board.participants),
    }


def _participant_json(one: Participant) -> dict[str, Any]:
    shown = one.shows_answers
    return {
        "plan": one.plan_id,
        "name": one.name,
        "revision": one.revision,
        "shows_answers": shown,
        "verdict": one.verdict,
        "areas": one.areas,
        "answered": one.answered,
        "of": one.of,
        "red_line_count": len(one.red_lines),
        "not_sure_count": len(one.not_sure),
        "missing_count": len(one.missing),
        "red_lines": list(one.red_lines) if shown else None,
        "not_sure": list(one.not_sure) if shown else None,
        "missing": list(one.missing) if shown else None,
        "startup_total": one.startup_total if shown else None,
        "over_budget": one.over_budget if shown else None,
        "grade": one.grade.grade or None,
        "comment": one.grade.comment or None,
    }


_SHAPES = {"not_started": "○", "in_progress": "◐", "red_line": "■", "complete": "✓"}


def shape(state: str) -> str:
    """Return the sign of an area's state."""
    return _SHAPES[state]


def as_text(board: Board, say: Words) -> str:
    """Return the board as lines for a terminal; columns are separated by tabs."""
    titles = board.area_titles
    lines = [
        say(
            "workshop.board_title",
            name=board.classroom.name,
            day=board.classroom.date.isoformat(),
            count=len(board.participants),
            people=board.classroom.people,
        ),
        "\t".join(
            [
                *titles.values(),
                say("workshop.column.red_lines"),
                say("workshop.column.not_sure"),
                say("workshop.column.missing"),
                say("workshop.column.name"),
                say("workshop.column.grade"),
                say("workshop.column.plan"),
            ]
        ),
    ]
    lines += [_text_row(one, titles, say) for one in board.participants]
    if board.blockers:
        lines += ["", say("workshop.blockers")]
        lines += [blocker_line(one, say) for one in board.blockers]
    over = sum(one.over_budget for one in board.participants)
    if over:
        lines += ["", say("workshop.over_budget", count=over)]
        lines += [f"  {one.name}" for one in board.over_budget]
    if board.absent:
        lines += ["", absent_line(board, say)]
    if board.unreadable:
        lines += ["", say("workshop.unreadable", places=" ".join(board.unreadable))]
    if board.refused:
        lines += ["", say("workshop.refused_count", count=board.refused)]
    return "\n".join(lines)


def rule_numbers(checklist: Checklist) -> dict[str, str]:
    """Return the number of the question each rule is first about, by the rule's id.

    A question's own judgement is a rule of its id, a column's stands under its table's
    number; what is only about computed questions has none and is left out.
    """
    first = {one: one for one in (*checklist.questions, *checklist.columns)}
    first |= {rule.id: rule.questions[0] for rule in checklist.rules}
    numbers = {rule: checklist.number(question) for rule, question in first.items()}
    return {rule: number for rule, number in numbers.items() if number}


def absent_line(board: Board, say: Words) -> str:
    """Return which blank plans did not come back, neighbors as a range: ``03, 07-09``."""
    runs: list[list[int]] = []
    for number in board.absent:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [f"{a:02d}" if a == b else f"{a:02d}-{b:02d}" for a, b in runs]
    numbers = say("model.list_comma").join(shown)
    return say("workshop.absent", count=len(board.absent), numbers=numbers)


def blocker_line(one: Blocker, say: Words) -> str:
    """Return one line on what holds people up."""
    parts = [
        say(f"workshop.held_up.{kind}", count=count)
        for kind, count in (
            ("red_lines", one.red_lines),
            ("not_sure", one.not_sure),
            ("missing", one.missing),
        )
        if count
    ]
    number = f"{one.number} " if one.number else ""
    return say(
        "workshop.blocker", name=f"{number}{one.title}", counts=say("workshop.then").join(parts)
    )


def _text_row(one: Participant, titles: dict[str, str], say: Words) -> str:
    grade = say(f"workshop.grade.{one.grade.grade}") if one.grade.grade else ""
    cells = [shape(one.areas[area]) for area in titles]
    counts = [str(len(one.red_lines)), str(len(one.not_sure)), str(len(one.missing))]
    return "\t".join([*cells, *counts, one.name, grade, one.plan_id[:ID_SHOWN]])
