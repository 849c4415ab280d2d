"""Typing into an open plan: what is kept, what is judged, what undo brings back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.small_pack import TODAY
from wizard.engine import CompiledChecklist, evaluate
from wizard.model.answers import NOTHING, Answer, Cell, State
from wizard.model.findings import Verdict
from wizard.model.money import Money
from wizard.model.questions import Table
from wizard.plans.reading import read_own
from wizard.session import Session, decoded

Clock = Callable[[], dt.datetime]
IDENTITY = "11010519491231002X"


def test_an_answer_is_read_judged_and_stored(session: Session) -> None:
    evaluation = session.answer("hours", "５小时")
    assert session.current("hours").value == Decimal(5)
    assert [one.rule for one in evaluation.findings] == ["hours"]
    assert evaluation.verdict is Verdict.UNDECIDED
    assert session.plan.answers() == {"hours": "5"}


def test_blank_text_and_none_clear(session: Session) -> None:
    session.answer("hours", 5)
    session.answer("hours", "  ")
    assert session.current("hours") == NOTHING
    session.answer("hours", 5)
    session.answer("hours", None)
    assert session.plan.answers() == {}


def test_clearing_keeps_the_note(session: Session) -> None:
    session.answer("hours", 5)
    session.set_note("hours", " 问过了 ")
    session.answer("hours", None)
    assert session.current("hours") == Answer(note="问过了")


def test_the_same_answer_again_is_no_revision(session: Session) -> None:
    session.answer("hours", 5)
    revision = session.plan.revision
    session.answer("hours", "5")
    assert session.plan.revision == revision


@pytest.mark.parametrize("pasted", ["\u202e12", "\u200b12", "\ufeff12", "1\u20692", "12\ud800"])
def test_what_nobody_sees_keeps_no_number_from_being_read(session: Session, pasted: str) -> None:
    """A number copied from a chat brings such characters along."""
    session.answer("hours", pasted)
    answer = session.current("hours")
    assert (str(answer.value), answer.text) == ("12", "")
    session.answer("hours", "\u200b")
    assert session.current("hours").is_empty


def test_text_nobody_can_read_is_kept_and_explained(session: Session) -> None:
    evaluation = session.answer("hours", "五百左右吧")
    assert session.current("hours").text == "五百左右吧"
    assert evaluation.states["hours"] is State.UNANSWERED
    reason = session.unreadable("hours")
    assert reason is not None
    session.answer("hours", 12)
    assert session.unreadable("hours") is None
    assert session.current("hours").text == ""


def test_characters_no_file_may_hold_are_left_out_of_kept_text(
    session: Session, compiled: CompiledChecklist
) -> None:
    session.answer("hours", "很多\u202e\ud800\x00")
    session.set_note("hours", "甲\u200b乙\udfff")
    session.set_find_out("hours", "问\x07平台", None)
    answer = session.current("hours")
    assert (answer.text, answer.note, answer.find_out) == ("很多", "甲乙", "问平台")
    assert session.plan.flush()
    assert decoded(compiled.checklist, read_own(session.path).answers)[0]["hours"] == answer


def test_an_identity_number_is_never_stored(session: Session) -> None:
    for typed in (IDENTITY, f"我是 {IDENTITY}"):
        session.answer("chosen_platform", typed)
        session.answer("hours", typed)
    session.set_note("hours", f"身份证 {IDENTITY}")
    session.set_find_out("goods", IDENTITY, None)
    session.answer(Cell("platforms", 0, "name"), IDENTITY)
    for cell in (Cell("chosen_platform"), Cell("hours"), Cell("platforms", 0, "name")):
        reason = session.unreadable(cell)
        assert reason is not None
        assert reason.code == "identity_number"
    assert session.plan.history() == []
    assert IDENTITY.encode() not in session.path.read_bytes()


def test_not_sure_is_an_answer(session: Session) -> None:
    session.answer("hours", 5)
    evaluation = session.set_not_sure("hours")
    assert evaluation.not_sure == ("hours",)
    session.set_find_out("hours", "问店主", dt.date(2026, 12, 1))
    assert session.current("hours").due == dt.date(2026, 12, 1)
    session.set_not_sure("hours", not_sure=False)
    assert session.evaluation.not_sure == ()


def test_flags_and_sureness(session: Session) -> None:
    session.answer("hours", 5)
    session.set_sure("hours", "estimated")
    session.set_later("hours", later=True)
    assert session.current("hours") == Answer(value=Decimal(5), sure="estimated", later=True)


def test_rows_of_a_table(session: Session) -> None:
    assert session.add_row("platforms") == 0
    session.answer(Cell("platforms", 0, "name"), "甲")
    session.answer(Cell("platforms", 1, "name"), "乙")
    session.answer(Cell("platforms", 1, "annual_fee"), "600")
    session.move_row("platforms", 1, 0)
    assert session.current(Cell("platforms", 0, "annual_fee")).value == Money(60_000)
    session.remove_row("platforms", 0)
    assert session.current(Cell("platforms", 0, "name")).value == "甲"
    assert session.current(Cell("platforms", 1, "name")) == NOTHING
    session.undo()
    assert session.current(Cell("platforms", 0, "name")).value == "乙"


def test_a_full_table_takes_no_more_rows(session: Session) -> None:
    table = session.checklist.questions["budget_lines"]
    assert isinstance(table, Table)
    for _ in range(table.most_rows):
        last = session.add_row("budget_lines")
    assert session.add_row("budget_lines") == last


def test_none_at_all_is_an_answer_to_a_table(session: Session) -> None:
    confirmed = session.confirm_none("budget_lines")
    taken_back = session.confirm_none("budget_lines", none=False)
    assert confirmed.states["budget_lines"] is State.ANSWERED
    assert taken_back.states["budget_lines"] is State.UNANSWERED


def test_undo_travels_to_what_it_changed_and_survives_reopening(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Clock
) -> None:
    session.answer("hours", 5)
    session.answer("chosen_platform", "甲")
    session.close()
    again = Session.open(path, compiled, clock=clock)
    travel = again.undo()
    assert travel is not None
    assert (travel.question, travel.before.value, travel.after) == (
        "chosen_platform",
        "甲",
        NOTHING,
    )
    assert again.undo() is not None
    assert again.undo() is None
    assert not again.can_undo
    travel = again.redo()
    assert travel is not None
    assert again.current("hours").value == Decimal(5)
    again.close()


def test_several_changes_are_one_step(session: Session) -> None:
    session.change({"hours": Answer(value=Decimal(5)), "chosen_platform": Answer(value="甲")})
    travel = session.undo()
    assert travel is not None
    assert (travel.question, travel.others) == ("hours", ("chosen_platform",))
    assert session.plan.answers() == {}


def test_the_evaluation_is_that_of_the_stored_answers(
    session: Session, compiled: CompiledChecklist
) -> None:
    session.answer("goods", ["cards"])
    session.answer("minors", "否")
    session.answer("hours", 2)
    answers, _ = decoded(compiled.checklist, session.plan.answers())
    expected = evaluate(compiled, answers, TODAY, started=TODAY, seed=session.plan.plan_id)
    assert session.evaluation == expected


def test_the_plan_as_of_an_earlier_revision(session: Session) -> None:
    session.answer("hours", 2)
    session.answer("hours", 20)
    assert session.evaluation_at(1).answer("hours").value == Decimal(2)
    assert [one.rule for one in session.evaluation_at(1).findings] == ["hours"]
    assert session.evaluation_at(0).answers == {}
