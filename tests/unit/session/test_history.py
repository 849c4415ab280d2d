"""The history as people read it, and the moments they may ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.session.conftest import NOON
from wizard.engine import CompiledChecklist
from wizard.errors import PlanError
from wizard.model.answers import Answer, Cell
from wizard.session import Session
from wizard.session.history import Event, history
from wizard.session.moments import Moment, find_moment, last_print, the_present
from wizard.text import words


class Ticking:
    """A clock that is told how far to go."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
def plan(path: Path, compiled: CompiledChecklist, ticking: Ticking) -> Iterator[Session]:
    answers = {"chosen_platform": Answer(value="甲")}
    session = Session.create(path, compiled, name="店", answers=answers, clock=ticking)
    yield session
    session.close()


def told(session: Session) -> list[tuple[str, int, int]]:
    return [(one.kind, one.first, one.last) for one in events(session)]


def events(session: Session) -> tuple[Event, ...]:
    return history(session.plan.contents(), session.checklist)


def test_every_step_prints_and_versions_are_told_in_order(plan: Session, ticking: Ticking) -> None:
    ticking.wait(minutes=5)
    plan.answer("hours", 5)
    plan.plan.record_print('{"edition": "final"}', now=ticking())
    plan.name_version("找房东前")
    ticking.wait(minutes=5)
    plan.undo()
    plan.rename("新店")
    assert told(plan) == [
        ("start", 1, 1),
        ("answer", 2, 2),
        ("print", 2, 2),
        ("version", 2, 2),
        ("undo", 3, 3),
        ("rename", 4, 4),
    ]
    assert events(plan)[3].name == "找房东前"
    assert events(plan)[5].name == "新店"


def test_typing_again_within_a_minute_is_one_line(plan: Session, ticking: Ticking) -> None:
    for count in (1, 12, 120):
        plan.answer("hours", count)
        ticking.wait(seconds=20)
    (line,) = events(plan)[1:]
    assert (line.first, line.last) == (2, 4)
    (change,) = line.changes
    assert (change.before.value, change.after.value) == (None, 120)
    ticking.wait(seconds=120)
    plan.answer("hours", 7)
    plan.answer("minors", "是")
    assert told(plan)[1:] == [("answer", 2, 4), ("answer", 5, 5), ("answer", 6, 6)]
    assert plan.plan.revision == 6


def test_typing_before_and_after_a_print_stays_apart(plan: Session, ticking: Ticking) -> None:
    plan.answer("hours", 1)
    plan.plan.record_print("{}", now=ticking())
    plan.answer("hours", 2)
    assert told(plan)[1:] == [("answer", 2, 2), ("print", 2, 2), ("answer", 3, 3)]


def test_a_clock_that_goes_back_joins_nothing(plan: Session, ticking: Ticking) -> None:
    plan.answer("hours", 1)
    ticking.wait(minutes=-30)
    plan.answer("hours", 2)
    assert told(plan)[1:] == [("answer", 2, 2), ("answer", 3, 3)]


def test_changes_of_tables_are_told_by_cell(plan: Session, ticking: Ticking) -> None:
    plan.answer(Cell("platforms", 0, "name"), "甲")
    ticking.wait(minutes=5)
    plan.answer(Cell("platforms", 0, "annual_fee"), 600)
    (change,) = events(plan)[-1].changes
    assert (change.row, change.column, change.kind) == ("甲", "annual_fee", "added")


def test_what_the_checklist_no_longer_has_is_named(plan: Session, ticking: Ticking) -> None:
    plan.plan.commit({"gone_question": '"x"'}, now=ticking())
    assert events(plan)[-1].unknown == ("gone_question",)


def test_moments(plan: Session, ticking: Ticking) -> None:
    plan.answer("hours", 1)
    plan.plan.record_print("{}", now=ticking())
    plan.name_version("定稿")
    ticking.wait(days=3)
    plan.answer("hours", 2)
    contents = plan.plan.contents()
    day = NOON.astimezone().date().isoformat()
    expected = {
        "1": Moment(1, "revision", "1"),
        "r2": Moment(2, "revision", "2"),
        "0": Moment(0, "revision", "0"),
        "v1": Moment(2, "print", "1"),
        "定稿": Moment(2, "version", "定稿"),
        day: Moment(2, "day", day),
        "2020-01-01": Moment(0, "day", "2020-01-01"),
        "now": Moment(3, "now"),
        "现在": Moment(3, "now"),
    }
    assert {name: find_moment(contents, name) for name in expected} == expected
    assert last_print(contents) == expected["v1"]
    assert the_present(contents) == expected["now"]
    assert expected["v1"].say(words("zh")) == "打印 v1（修订 2）"


@pytest.mark.parametrize("name", ["9", "v9", "2026-13-01", "没有", ""])
def test_a_moment_the_plan_has_not_is_one_sentence(plan: Session, name: str) -> None:
    with pytest.raises(PlanError) as caught:
        find_moment(plan.plan.contents(), name)
    assert words("zh")(caught.value.key, **caught.value.params)


def test_a_plan_never_printed_is_compared_with_its_beginning(plan: Session) -> None:
    plan.answer("hours", 1)
    assert last_print(plan.plan.contents()) == Moment(1, "revision", "1")
