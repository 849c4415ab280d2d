"""The range beside an uncertain number: kept, noted, undone, and shown for people."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from wizard.documents.runs import plain
from wizard.documents.voice import Voice
from wizard.engine import CompiledChecklist
from wizard.model.answers import Answer, Cell
from wizard.model.ranges import contradictions, read_bound, show_range, takes_range
from wizard.model.reading import Invalid
from wizard.session import Session
from wizard.text import words


def test_a_range_is_stored_with_its_number(session: Session) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "3小时", "８")
    assert session.current("hours") == Answer(Decimal(5), low=Decimal(3), high=Decimal(8))
    assert json.loads(session.plan.answers()["hours"]) == {"value": 5, "low": 3, "high": 8}
    assert session.range_notes("hours") == {}


def test_undo_takes_a_range_back(session: Session) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "3", "8")
    session.undo()
    assert session.current("hours") == Answer(Decimal(5))
    session.redo()
    assert session.current("hours").high == Decimal(8)


def test_blank_ends_clear_the_range(session: Session) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "3", "8")
    session.set_range("hours", " ", None)
    assert session.current("hours") == Answer(Decimal(5))


@pytest.mark.parametrize(
    ("low", "high", "codes"),
    [
        ("6", "8", {"low": "low_beyond_likely"}),
        ("3", "4", {"high": "high_beyond_likely"}),
        ("9", "1", {"low": "low_beyond_likely", "high": "high_beyond_likely"}),
        ("5", "5", {}),
    ],
)
def test_ends_on_the_wrong_side_are_noted_and_kept(
    session: Session, low: str, high: str, codes: dict[str, str]
) -> None:
    session.answer("hours", 5)
    session.set_range("hours", low, high)
    assert {end: why.code for end, why in session.range_notes("hours").items()} == codes
    kept = session.current("hours")
    assert (kept.low, kept.high) == (Decimal(low), Decimal(high))


def test_a_range_without_its_number_is_noted(session: Session) -> None:
    session.set_range("hours", "3", "")
    assert session.range_notes("hours")["low"].code == "range_without_likely"
    session.answer("hours", 4)
    assert session.range_notes("hours") == {}
    assert session.current("hours").low == Decimal(3)


def test_another_number_keeps_the_range(session: Session) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "3", "8")
    session.answer("hours", "很多")
    assert session.current("hours").text == "很多"
    session.answer("hours", 9)
    assert session.current("hours").high == Decimal(8)
    assert session.range_notes("hours")["high"].code == "high_beyond_likely"
    session.answer("hours", None)
    assert session.current("hours") == Answer()


def test_text_that_is_no_end_is_kept(session: Session) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "一点点", "8")
    assert session.unread_bounds("hours") == {"low": "一点点"}
    assert list(session.range_notes("hours")) == ["low"]
    assert session.current("hours") == Answer(Decimal(5), high=Decimal(8), low_text="一点点")
    session.set_range("hours", "2", "8")
    assert session.unread_bounds("hours") == {}


def test_a_range_outlives_the_window(
    session: Session, path: Path, compiled: CompiledChecklist, clock: Callable[[], dt.datetime]
) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "3", "8")
    session.close()
    again = Session.open(path, compiled, clock=clock)
    assert again.current("hours") == Answer(Decimal(5), low=Decimal(3), high=Decimal(8))
    again.close()


def test_the_plan_prints_the_range_behind_the_number(session: Session) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "3", "8")
    question = session.asked(Cell("hours"))
    said = {
        language: plain(
            Voice(session.evaluation, language).value(question, session.current("hours"))
        )
        for language in ("zh", "en")
    }
    assert said == {"zh": "5 小时（3 小时 到 8 小时）", "en": "5 hours (3 hours to 8 hours)"}


def test_an_end_that_contradicts_the_number_is_left_open(session: Session) -> None:
    question, say = session.asked(Cell("hours")), words("zh")
    five = Decimal(5)
    assert (
        show_range(question, Answer(five, low=Decimal(6), high=Decimal(8)), say)
        == "（— 到 8 小时）"
    )
    assert show_range(question, Answer(five, low=Decimal(6)), say) == ""
    assert show_range(question, Answer(five), say) == ""


def test_only_numbers_have_ends(session: Session) -> None:
    goods = session.asked(Cell("goods"))
    assert isinstance(read_bound(goods, ["software"]), Invalid)
    assert read_bound(goods, "  ") is None
    assert not takes_range(goods)
    assert not takes_range(session.asked(Cell("hours")))
    assert contradictions(Answer(Decimal(0), low=Decimal(0))) == {}


def test_an_end_nobody_can_read_is_there_when_the_plan_is_opened_again(
    session: Session, compiled: CompiledChecklist
) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "大概三小时吧", "8")
    path = session.path
    session.close()
    again = Session.open(path, compiled)
    assert again.unread_bounds("hours") == {"low": "大概三小时吧"}
    assert again.range_notes("hours")["low"].code
    assert again.current("hours").high == Decimal(8)
    again.set_range("hours", "3", "8")
    assert again.unread_bounds("hours") == {}
    again.undo()
    assert again.unread_bounds("hours") == {"low": "大概三小时吧"}
    again.close()


def test_an_identity_number_is_not_kept_as_an_end(session: Session) -> None:
    session.answer("hours", 5)
    session.set_range("hours", "11010519491231002X", "8")
    assert session.unread_bounds("hours") == {}
    assert "11010519491231002X" not in session.plan.answers()["hours"]
