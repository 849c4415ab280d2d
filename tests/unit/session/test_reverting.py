"""Taking one change back leaves everything else that was changed since."""

from __future__ import annotations

from wizard.engine.changes import AnswerChange, changes
from wizard.model.answers import Cell
from wizard.session import Session
from wizard.session.reverting import reverted

TABLE = "platforms"


def changed(session: Session, revision: int) -> tuple[AnswerChange, ...]:
    return changes(session.evaluation_at(revision), session.evaluation).answers


def take_back(session: Session, change: AnswerChange) -> None:
    session.change(reverted(session.evaluation, change))


def shop(session: Session, name: str, fee: str) -> int:
    row = session.add_row(TABLE)
    session.answer(Cell(TABLE, row, "name"), name)
    session.answer(Cell(TABLE, row, "annual_fee"), fee)
    return row


def test_an_answer_goes_back_and_others_stay(session: Session) -> None:
    session.answer("hours", 5)
    before = session.plan.revision
    session.answer("hours", 2)
    session.answer("goods", ["software"])
    take_back(session, next(one for one in changed(session, before) if one.question == "hours"))
    assert str(session.evaluation.answer("hours").value) == "5"
    assert session.evaluation.answer("goods").value == ("software",)


def test_an_answer_that_was_not_there_is_cleared(session: Session) -> None:
    session.answer("hours", 5)
    (change,) = changed(session, 0)
    take_back(session, change)
    assert "hours" not in session.evaluation.answers


def test_one_cell_goes_back_in_a_table_that_moved(session: Session) -> None:
    shop(session, "甲", "600")
    shop(session, "乙", "100")
    before = session.plan.revision
    session.answer(Cell(TABLE, 1, "annual_fee"), "300")
    session.answer(Cell(TABLE, 0, "annual_fee"), "700")
    (change,) = (one for one in changed(session, before) if one.row == "乙")
    session.move_row(TABLE, 1, 0)
    take_back(session, change)
    fees = [str(row["annual_fee"].value) for row in session.evaluation.rows(TABLE)]
    assert fees == [
        str(session.asked(Cell(TABLE, 0, "annual_fee")).read(one)) for one in (100, 700)
    ]


def test_a_cell_that_was_changed_again_is_left_alone(session: Session) -> None:
    shop(session, "甲", "600")
    before = session.plan.revision
    session.answer(Cell(TABLE, 0, "annual_fee"), "700")
    (change,) = changed(session, before)
    session.answer(Cell(TABLE, 0, "annual_fee"), "800")
    assert reverted(session.evaluation, change) == {}


def test_rows_come_and_go(session: Session) -> None:
    shop(session, "甲", "600")
    before = session.plan.revision
    shop(session, "乙", "100")
    (added,) = changed(session, before)
    take_back(session, added)
    assert [row["name"].value for row in session.evaluation.rows(TABLE)] == ["甲"]
    assert reverted(session.evaluation, added) == {}
    session.remove_row(TABLE, 0)
    (gone,) = changed(session, before)
    take_back(session, gone)
    assert [row["name"].value for row in session.evaluation.rows(TABLE)] == ["甲"]
    assert changed(session, before) == ()
