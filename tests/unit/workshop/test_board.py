"""The board shows statuses to all and answers only where that was agreed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.small_pack import TODAY
from tests.unit.workshop.conftest import ANSWERS, Handed, Stick
from wizard import packs
from wizard.engine import CompiledChecklist
from wizard.errors import WizardError
from wizard.plans.contents import PlanContents
from wizard.plans.files import atomic_write
from wizard.plans.log import Log
from wizard.session.membership import Membership
from wizard.text import words
from wizard.workshop import anonymous, board
from wizard.workshop.classroom import (
    COLLECTED,
    Classroom,
    Grade,
    kit_plan_id,
    new_classroom,
    read_grades,
    write_classroom,
    write_grade,
)
from wizard.workshop.collect import collect
from wizard.workshop.report import report, report_csv
from wizard.workshop.tables import read_csv

SAY = words("zh")
AGREED = Membership("", "", shows_answers=True)
BUDGET = '[{"item":"货","amount":6123,"kind":"one_off"}]'


@pytest.fixture
def read(folder: Path, classroom: Classroom, compiled: CompiledChecklist, stick: Stick) -> object:
    def read(plans: Sequence[PlanContents]) -> board.Board:
        for number, contents in enumerate(plans):
            stick.put(f"p{number}", contents)
        collect(folder, [stick.folder], classroom, compiled, SAY)
        return board.read_board(folder, compiled, TODAY, SAY)

    return read


def test_what_was_not_agreed_to_stays_hidden(read: object, plan: Handed) -> None:
    answers = {"goods": '["cracked"]', "budget_lines": BUDGET}
    found = read([plan(1, answers), plan(2, answers, member=AGREED)])  # type: ignore[operator]
    hidden, shown = sorted(board.as_json(found)["participants"], key=lambda one: one["plan"])
    assert hidden["areas"] == shown["areas"] == {"area": "red_line"}
    assert hidden["red_line_count"] == shown["red_line_count"] == 2
    assert shown["red_lines"] == ["goods", "startup_budget"]
    assert shown["startup_total"] == 612_300
    assert shown["over_budget"] is True
    for key in ("red_lines", "not_sure", "missing", "startup_total", "over_budget"):
        assert hidden[key] is None
    assert board.as_json(found)["over_budget"] == ["0000-plan-0002"]
    assert board.as_json(found)["over_budget_count"] == 2


def test_whoever_needs_most_help_comes_first(read: object, plan: Handed) -> None:
    found = read(  # type: ignore[operator]
        [plan(1), plan(2, {"hours": '"not_sure"'}), plan(3, {"goods": '["cracked"]'})]
    )
    assert [one.plan_id[-1] for one in found.participants] == ["3", "2", "1"]
    assert found.blockers[0].people >= found.blockers[-1].people
    text = board.as_text(found, SAY)
    assert "■" in text
    assert "小店 3" in text


def test_grades_stay_beside_the_plan(read: object, plan: Handed, folder: Path) -> None:
    before = read([plan(1)]).participants[0]  # type: ignore[operator]
    write_grade(folder, "0000-plan-0001", Grade("excellent", "=好"))
    after = read([]).participants[0]  # type: ignore[operator]
    assert before.grade == Grade()
    assert after.grade == Grade("excellent", "=好")
    assert (after.revision, after.name) == (before.revision, before.name)
    write_grade(folder, "0000-plan-0001", Grade())
    assert read_grades(folder) == {}


def test_grades_may_be_written_by_hand_in_words(folder: Path) -> None:
    atomic_write(folder / "grades.yaml", "0000-plan-0001: {grade: 不合格}\n".encode())
    assert read_grades(folder) == {"0000-plan-0001": Grade("not_passed")}
    atomic_write(folder / "grades.yaml", "0000-plan-0001: {grade: 很好}\n".encode())
    with pytest.raises(WizardError):
        read_grades(folder)


def test_a_damaged_collected_plan_is_named(
    read: object, plan: Handed, folder: Path, compiled: CompiledChecklist
) -> None:
    read([plan(1), plan(2)])  # type: ignore[operator]
    (folder / COLLECTED / "0000-plan-0001" / "2.shopplan").write_bytes(b"broken")
    found = board.read_board(folder, compiled, TODAY, SAY)
    assert found.unreadable == ("collected/0000-plan-0001",)
    assert [one.plan_id for one in found.participants] == ["0000-plan-0002"]


def test_fewer_than_five_leave_nothing(read: object, plan: Handed) -> None:
    found = read([plan(number) for number in range(4)])  # type: ignore[operator]
    made = anonymous.anonymous(found)
    assert made.rows == ()
    assert made.blockers == {}


def test_what_leaves_names_nobody(read: object, plan: Handed) -> None:
    plans = [plan(number, name=f"老王{number}的店") for number in range(6)]
    answers = {"goods": '["cracked"]', "budget_lines": BUDGET}
    plans.append(plan(7, answers, name="老王7的店", member=AGREED))
    made = anonymous.anonymous(read(plans))  # type: ignore[operator]
    text = json.dumps(anonymous.as_json(made), ensure_ascii=False)
    assert "老王" not in text
    assert "0000-plan" not in text
    assert [row["alias"] for row in made.rows] == [f"P00{number}" for number in range(1, 8)]
    odd = [row for row in made.rows if row["area"] == anonymous.HIDDEN]
    assert len(odd) == 1
    assert odd[0]["startup_total"] == 6100
    assert all(row["startup_total"] is None for row in made.rows if row is not odd[0])
    for column in ("verdict", "area", "red_lines", "not_sure"):
        values = [row[column] for row in made.rows if row[column] != anonymous.HIDDEN]
        assert all(values.count(value) >= anonymous.SMALLEST_GROUP for value in values)
    assert len(read_csv(anonymous.as_csv(made))) == 7


def test_the_report_counts_and_shows_no_amount(read: object, plan: Handed, folder: Path) -> None:
    answers = {"goods": '["cracked"]', "budget_lines": BUDGET}
    read([plan(1, answers), plan(2)])  # type: ignore[operator]
    write_grade(folder, "0000-plan-0001", Grade("passed", "再想想"))
    found = read([])  # type: ignore[operator]
    text = report(found, SAY).plain_text()
    assert "2 / 3" in text
    assert "再想想" in text
    assert "6123" not in text
    assert "6,123" not in text
    rows = read_csv(report_csv(found))
    assert [(row["plan"][-1], row["grade"]) for row in rows] == [("1", "passed"), ("2", "")]


def test_who_did_not_hand_in_is_named_by_the_number_of_the_blank_plan(
    folder: Path, compiled: CompiledChecklist, stick: Stick, plan: Handed
) -> None:
    classroom = new_classroom("九人班", TODAY, "90min", ("small", 2), 9)
    (folder / "class.yaml").unlink()
    write_classroom(folder, classroom)
    member = Membership(classroom.id, classroom.name)
    # Plans from home say nothing about the kit.
    stick.put("home", plan(1))
    collect(folder, [stick.folder], classroom, compiled, SAY)
    found = board.read_board(folder, compiled, TODAY, SAY)
    assert found.absent == ()
    for number in (1, 3, 4, 8):
        own = replace(plan(number, member=member), plan_id=kit_plan_id(classroom, number))
        log = Log(own.plan_id)
        log.append("answer", ANSWERS, at=own.revisions[0].at, author="")
        stick.put(f"k{number}", replace(own, revisions=tuple(log.revisions)))
    collect(folder, [stick.folder], classroom, compiled, SAY)
    found = board.read_board(folder, compiled, TODAY, SAY)
    assert board.as_json(found)["absent"] == [2, 5, 6, 7, 9]
    assert board.absent_line(found, SAY) in board.as_text(found, SAY)
    assert "02、05-07、09" in board.absent_line(found, SAY)


def test_a_red_line_of_a_column_or_of_several_questions_has_a_number() -> None:
    checklist = packs.built_in().checklist
    numbers = board.rule_numbers(checklist)
    assert numbers["weekly_hours"] == checklist.numbers["weekly_hours"]
    assert numbers["entity_verified"] == checklist.numbers["platforms"]
    several = next(one for one in checklist.rules if checklist.number(one.questions[0]))
    assert numbers[several.id] == checklist.number(several.questions[0])
    assert "" not in numbers.values()
