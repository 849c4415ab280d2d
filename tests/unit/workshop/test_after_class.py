"""Comparing, comments that go back, follow-up, and what is printed of a class."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.small_pack import TODAY
from tests.unit.workshop.conftest import Stick
from wizard.documents.opened import OpenedPdf
from wizard.engine import CompiledChecklist
from wizard.errors import WizardError
from wizard.plans.contents import PlanContents
from wizard.plans.reading import read_foreign
from wizard.plans.store import PlanFile
from wizard.session.feedback import (
    Feedback,
    feedback,
    find_feedback,
    print_feedback,
    read_returned,
    take_feedback,
    with_feedback,
    write_returned,
)
from wizard.session.membership import Membership, membership
from wizard.text import words
from wizard.workshop.board import Board, read_board
from wizard.workshop.classroom import Classroom, Grade, newest_plan, read_grades, write_grade
from wizard.workshop.collect import collect
from wizard.workshop.compare import as_json, as_text, compare
from wizard.workshop.follow_up import appointments, follow_up_calendar
from wizard.workshop.printing import PrintTask, print_one
from wizard.workshop.report import report_xlsx
from wizard.workshop.returning import return_all, returned

SAY = words("zh")
OPEN = Membership("", "", shows_answers=True)
Handed = Callable[..., PlanContents]


@pytest.fixture
def collected(
    folder: Path, stick: Stick, plan: Handed, classroom: Classroom, compiled: CompiledChecklist
) -> Path:
    """A class with four plans: the first two show their answers."""
    stick.put("a", plan(1, name="张三的店", member=OPEN))
    stick.put("b", plan(2, {"hours": "3", "goods": '["software"]'}, name="李四的店", member=OPEN))
    stick.put("c", plan(3, name="王五的店"))
    stick.put("d", plan(4, {"hours": "30"}, name="=赵六"))
    collect(folder, [stick.folder], classroom, compiled, SAY)
    return folder


def _board(folder: Path, compiled: CompiledChecklist) -> Board:
    return read_board(folder, compiled, TODAY, SAY)


def test_two_plans_side_by_side_show_no_names(collected: Path, compiled: CompiledChecklist) -> None:
    found = compare(collected, ("0000-plan-0001", "0000-plan-0002"), compiled, TODAY, SAY)
    said = as_text(found, {}, SAY) + json.dumps(as_json(found), ensure_ascii=False)
    assert not any(name in said for name in ("张三", "李四"))
    line = next(one for one in found.answers if one.question == "hours")
    assert [value.split()[0] for value in line.values] == ["12", "3"]
    assert {one.title for one in found.figures} >= {SAY("money.figure.startup_total")}


def test_one_who_hides_answers_closes_the_comparison(
    collected: Path, compiled: CompiledChecklist
) -> None:
    found = compare(collected, ("0000-plan-0001", "0000-plan-0004"), compiled, TODAY, SAY)
    assert not found.open
    assert found.answers == found.figures == found.judgements == ()
    assert "30" not in as_text(found, {}, SAY)
    with pytest.raises(WizardError, match="no_such_plan"):
        compare(collected, ("0000-plan-0001", "0000-plan-0009"), compiled, TODAY, SAY)


def test_comments_are_kept_by_question(collected: Path) -> None:
    grade = Grade("passed", "好", {"hours": "多少钟头？"})
    write_grade(collected, "0000-plan-0001", grade)
    write_grade(collected, "0000-plan-0002", Grade(comment="再想想"))
    assert read_grades(collected)["0000-plan-0001"] == grade
    assert grade.with_note("hours", "").notes == {}
    (collected / "grades.yaml").write_text('"0000-plan-0001": {notes: [x]}\n', "utf-8")
    with pytest.raises(WizardError, match="grades_unusable"):
        read_grades(collected)


def test_comments_go_back_and_change_no_answer(
    collected: Path, tmp_path: Path, plan: Handed
) -> None:
    write_grade(collected, "0000-plan-0001", Grade("passed", "好", {"hours": "多少钟头？"}))
    write_grade(collected, "0000-plan-0002", Grade("not_passed"))
    usb = tmp_path / "usb"
    assert len(return_all(collected, [usb], TODAY, SAY)) == 2
    (usb / "别的.feedback").write_text("{", "utf-8")
    mine = PlanFile.adopt(plan(1, member=OPEN), tmp_path / "mine.shopplan")
    before = mine.answers()
    said = find_feedback(usb, mine.plan_id)
    assert take_feedback(mine, said)
    assert not take_feedback(mine, find_feedback(usb, mine.plan_id))
    print_feedback(mine, wanted=True)
    assert not take_feedback(mine, said)
    mine.close()
    kept = read_foreign(tmp_path / "mine.shopplan")
    assert kept.answers == before
    assert membership(kept.summary).shows_answers
    assert feedback(kept.summary) == replace(said, printed=True)
    assert said.notes == {"hours": "多少钟头？"}


def test_a_file_for_another_plan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.feedback"
    write_returned(path, "0000-plan-0001", Feedback(comment="好"))
    assert read_returned(path)[1].comment == "好"
    with pytest.raises(WizardError, match="feedback_of_other"):
        find_feedback(path, "0000-plan-0002")
    with pytest.raises(WizardError, match="no_feedback"):
        find_feedback(tmp_path, "0000-plan-0002")
    for text in ("", "a: [", "shop_launch_feedback: 2\nplan: 0000-plan-0001", "- 1"):
        path.write_text(text, "utf-8")
        with pytest.raises(WizardError, match="not_feedback"):
            find_feedback(path, "0000-plan-0001")


@pytest.mark.parametrize("value", [1, [], "x", {"notes": 3, "grade": "x", "date": "y"}])
def test_feedback_that_makes_no_sense_is_none(value: object) -> None:
    assert not feedback(json.dumps({"feedback": value}))
    assert feedback(with_feedback("{}", Feedback(grade="passed"))) == Feedback(grade="passed")


def test_the_calendar_follows_up_and_names_only_who_agreed(
    collected: Path, compiled: CompiledChecklist
) -> None:
    board = _board(collected, compiled)
    found = {one.kind: one for one in appointments(board)}
    days = [(found[f"after_{count}"].day - board.classroom.date).days for count in (7, 30, 90)]
    assert days == [7, 30, 90]
    assert len(found["after_30"].plans) == 4
    assert set(found["opened"].plans) == {"0000-plan-0001", "0000-plan-0002"}
    raw = follow_up_calendar(board, SAY)
    assert raw == follow_up_calendar(board, SAY)
    events = Calendar.from_ical(raw).walk("VEVENT")
    assert len(events) == len(appointments(board))
    assert len({str(one["uid"]) for one in events}) == len(events)
    text = "".join(str(one["description"]) for one in events if "开业" in str(one["summary"]))
    assert "王五" not in text


def test_the_report_is_a_workbook_without_formulas(
    collected: Path, compiled: CompiledChecklist
) -> None:
    book = load_workbook(io.BytesIO(report_xlsx(_board(collected, compiled), SAY)))
    people = book.worksheets[0]
    assert people.max_row == 5
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "=赵六" in {cell.value for cell in cells}
    assert len(book.worksheets) == 3


def test_parts_gray_and_comments_of_a_print(collected: Path, pack: Path, tmp_path: Path) -> None:
    source = newest_plan(collected, "0000-plan-0001")
    assert source is not None
    write_grade(collected, "0000-plan-0001", Grade("passed", "再算算运费", {"hours": "太少"}))
    like = PrintTask(source, tmp_path / "whole.pdf", TODAY, pack=pack, with_plan=False)
    said = returned(collected, "0000-plan-0001", TODAY)
    whole = print_one(replace(like, feedback=said))
    part = print_one(
        replace(like, output=tmp_path / "part.pdf", parts=("remarks",), gray=True, feedback=said)
    )
    assert whole.pages is not None
    assert part.pages == 1
    with OpenedPdf((tmp_path / "part.pdf").read_bytes()) as opened:
        text, sheet = opened.text(0), opened.painted(0)
    assert "再算算运费" in text
    assert "太少" in text
    assert "合格" in text
    red, green, blue = (sheet.pixels[colour::4] for colour in range(3))
    assert red == green == blue
    none = print_one(replace(like, output=tmp_path / "none.pdf", parts=("remarks",)))
    assert none.output is None
    assert none.problems
    assert len(PdfReader(tmp_path / "whole.pdf").pages) == whole.pages
