"""What is printed of a class: one task for each plan, the same from window and command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.workshop.conftest import Handed, Stick
from wizard.engine import CompiledChecklist
from wizard.text import words
from wizard.workshop.classroom import Classroom, Grade, plan_ids, write_grade
from wizard.workshop.collect import collect
from wizard.workshop.sheets import Sheets, sheet_tasks

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def collected(
    folder: Path, classroom: Classroom, compiled: CompiledChecklist, stick: Stick, plan: Handed
) -> list[str]:
    """The ids of three plans handed in."""
    for number in range(3):
        stick.put(f"p{number}", plan(number))
    collect(folder, [stick.folder], classroom, compiled, words("zh"))
    return plan_ids(folder)


def test_each_plan_asked_for_is_a_task_that_gives_nobody_the_plan(
    collected: list[str], folder: Path, tmp_path: Path
) -> None:
    sheets = Sheets((collected[2], collected[0]), "final", parts=("front",), gray=True)
    tasks = sheet_tasks(folder, tmp_path / "out", sheets, DAY, "en", tmp_path / "pack")
    assert [one.source.parent.name for one in tasks] == [collected[2], collected[0]]
    assert len({one.output for one in tasks}) == 2
    for one in tasks:
        assert one.output.parent == tmp_path / "out"
        assert (one.edition, one.language, one.today) == ("final", "en", DAY)
        assert (one.parts, one.gray, one.pack) == (("front",), True, tmp_path / "pack")
        assert not one.with_plan
        assert one.feedback is None


def test_a_plan_nobody_handed_in_is_passed_over(
    collected: list[str], folder: Path, tmp_path: Path
) -> None:
    sheets = Sheets(("0" * 32, collected[1]))
    tasks = sheet_tasks(folder, tmp_path, sheets, DAY, "zh")
    assert [one.source.parent.name for one in tasks] == [collected[1]]


def test_comments_come_along_only_when_they_are_wanted(
    collected: list[str], folder: Path, tmp_path: Path
) -> None:
    write_grade(folder, collected[0], Grade("passed", "先把售后写清楚"))
    plans = tuple(collected[:2])
    said, nothing = sheet_tasks(folder, tmp_path, Sheets(plans, comments=True), DAY, "zh")
    assert said.feedback is not None
    assert said.feedback.comment == "先把售后写清楚"
    assert not nothing.feedback
    without = sheet_tasks(folder, tmp_path, Sheets(plans), DAY, "zh")
    assert [one.feedback for one in without] == [None, None]
