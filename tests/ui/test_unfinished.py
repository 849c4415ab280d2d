"""What was typed and not entered before the program was killed: there again, and no answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard import packs, resources
from wizard.model.answers import Cell, Evidence
from wizard.plans.unfinished import note_file, read_note
from wizard.session import Session
from wizard.ui.parts.widgets import label
from wizard.ui.shell.window import Window

LEFT = {
    "helpers": "1",
    "story": "我们从",
    "helpers.note": "老王说",
    "starting_cash.low": "20",
    "books.1.title": "三体",
    "rain_plan.find_out": "问场地",
}


@pytest.fixture
def left(qtbot: QtBot, make_window: Callable[..., Window], library: Path) -> Hands:
    """Hands on a plan that was killed while somebody typed in several fields."""
    library.mkdir(parents=True, exist_ok=True)
    compiled = packs.load(resources.pack_folder("_gallery"))
    path = library / "stall.shopplan"
    session = Session.create(path, compiled, name="小林旧书摊")
    session.answer("helpers", "2")
    session.set_not_sure("rain_plan")
    for place, text in LEFT.items():
        session.unfinished.keep(place, text)
    session.close()
    window = make_window()
    window.open_path(path)
    return Hands(qtbot, window)


def said(hands: Hands) -> str:
    return " ".join(
        one.text() for one in hands.window.trouble.findChildren(type(label(""))) if one.isVisible()
    )


def test_every_field_shows_it_again_and_it_is_no_answer(left: Hands) -> None:
    before = dict(left.evaluation.answers)
    for place, text in LEFT.items():
        left.open(place.partition(".")[0])
        field = left.find(place)
        assert isinstance(field, (QLineEdit, QPlainTextEdit))
        shown = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert shown == text
        assert left.shows(f"{place}.unfinished")
    assert left.evaluation.answers == before
    assert left.plan.session.unfinished.left == LEFT


def test_the_bar_says_where(left: Hands) -> None:
    assert left.window.trouble.isVisible()
    assert not left.window.trouble.is_trouble
    checklist = left.plan.session.checklist
    assert checklist.titled("helpers", "zh") in said(left)
    assert "5" in said(left)


def test_walking_past_it_makes_no_answer_of_it(left: Hands) -> None:
    left.open("helpers")
    assert left.focus == "helpers"
    left.press(Qt.Key.Key_Tab)
    left.screen.go_next()
    assert str(left.evaluation.answers["helpers"].value) == "2"
    left.open("helpers")
    assert left.find("helpers", QLineEdit).text() == "1"


@pytest.mark.parametrize("way", ["enter", "button", "typing"])
def test_it_is_an_answer_once_somebody_says_so(left: Hands, way: str) -> None:
    left.open("helpers")
    field = left.find("helpers", QLineEdit)
    if way == "enter":
        left.press(Qt.Key.Key_Return)
    elif way == "button":
        left.click("helpers.unfinished.take")
    else:
        field.end(False)
        left.press(Qt.Key.Key_5)
        assert not left.shows("helpers.unfinished")
        left.press(Qt.Key.Key_Return)
    assert str(left.evaluation.answers["helpers"].value) == ("15" if way == "typing" else "1")
    assert not left.shows("helpers.unfinished")
    assert "helpers" not in left.plan.session.unfinished.left
    left.plan.undo()
    assert str(left.evaluation.answers["helpers"].value) == "2"


def test_letting_it_go_brings_the_stored_answer_back(left: Hands) -> None:
    left.open("helpers")
    left.click("helpers.unfinished.drop")
    assert left.find("helpers", QLineEdit).text() == "2"
    assert left.focus == "helpers"
    assert not left.shows("helpers.unfinished")
    assert "helpers" not in left.plan.session.unfinished.left


def test_answering_otherwise_lets_it_go(left: Hands) -> None:
    left.open("story")
    left.click("story.not_sure")
    assert left.find("story", QPlainTextEdit).toPlainText() == ""
    assert not left.shows("story.unfinished")


def test_a_left_end_of_a_range_is_not_entered_with_the_other(left: Hands) -> None:
    left.open("starting_cash")
    left.type("starting_cash", "500")
    left.type("starting_cash.high", "900")
    answer = left.evaluation.answers["starting_cash"]
    assert answer.high is not None
    assert answer.low is None
    assert left.find("starting_cash.low", QLineEdit).text() == "20"


def test_a_cell_of_the_empty_row_becomes_a_row_when_taken(left: Hands) -> None:
    left.open("books")
    assert left.plan.desk.rows("books") == 0
    left.click("books.1.title.unfinished.take")
    assert left.plan.desk.rows("books") == 1
    assert left.evaluation.cell(Cell("books", 0, "title")).value == "三体"


def test_switching_the_language_keeps_it(left: Hands) -> None:
    left.open("helpers")
    left.window.switch_language()
    QApplication.processEvents()
    assert left.find("helpers", QLineEdit).text() == "1"
    assert left.shows("helpers.unfinished")
    assert str(left.evaluation.answers["helpers"].value) == "2"


def test_closing_keeps_what_nobody_went_on_with(left: Hands) -> None:
    left.open("helpers")
    left.press(Qt.Key.Key_Return)
    path, plan_id = left.plan.session.path, left.plan.session.plan.plan_id
    left.window.close_plan()
    rest = {place: text for place, text in LEFT.items() if place != "helpers"}
    assert read_note(path, plan_id).texts == rest


def typed(hands: Hands) -> dict[str, str]:
    """Return what a kill would leave now."""
    session = hands.plan.session
    session.unfinished.close()
    return dict(read_note(session.path, session.plan.plan_id).texts)


def test_every_key_is_kept_until_it_is_entered(hands: Hands) -> None:
    hands.open("helpers")
    hands.type("helpers", "12", enter=False)
    assert "helpers" not in hands.evaluation.answers
    assert typed(hands) == {"helpers": "12"}


def test_a_cell_of_a_table_is_kept(hands: Hands) -> None:
    hands.open("books")
    hands.type("books.1.title", "三体", enter=False)
    assert typed(hands) == {"books.1.title": "三体"}


def test_what_is_entered_or_typed_away_is_not_kept(hands: Hands) -> None:
    hands.open("helpers")
    hands.type("helpers", "12")
    hands.open("starting_cash")
    hands.type("starting_cash", "5", enter=False)
    hands.press(Qt.Key.Key_Backspace)
    path = hands.plan.session.path
    hands.plan.session.plan.flush()
    assert typed(hands) == {}
    assert not note_file(path).exists()


@pytest.mark.parametrize("name", ["stall_name", "story"])
def test_what_an_input_method_is_composing_is_not_kept(hands: Hands, name: str) -> None:
    hands.open(name)
    field: QWidget = hands.find(name)
    QApplication.sendEvent(field, QInputMethodEvent("lvs", []))
    assert hands.plan.session.unfinished.left == {}
    written = QInputMethodEvent("s", [])
    written.setCommitString("律")
    QApplication.sendEvent(field, written)
    assert typed(hands) in ({name: "律"}, {})


def test_a_sentence_is_kept_before_the_pause_that_enters_it(hands: Hands) -> None:
    hands.open("story")
    QTest.keyClicks(hands.find("story", QPlainTextEdit), "once")
    assert "story" not in hands.evaluation.answers
    assert typed(hands) == {"story": "once"}


BESIDE = {
    "helpers.evidence.where": "蓝色文",
    "helpers.evidence.1.name": "排班",
    "helpers.evidence.1.valid_until": "2027-",
    "venues.1.fee.evidence.where": "合同夹",
}


@pytest.fixture
def beside(qtbot: QtBot, make_window: Callable[..., Window], library: Path) -> Hands:
    """Hands on a plan that was killed while somebody typed about evidence."""
    library.mkdir(parents=True, exist_ok=True)
    compiled = packs.load(resources.pack_folder("_gallery"))
    path = library / "stall.shopplan"
    session = Session.create(path, compiled, name="小林旧书摊")
    session.attach_paper("helpers", Evidence("排", where="抽屉"))
    session.answer(Cell("venues", 0, "venue_name"), "河边")
    for place, text in {**BESIDE, "venues.offer": "摊位费 30 元"}.items():
        session.unfinished.keep(place, text)
    session.close()
    window = make_window()
    window.open_path(path)
    return Hands(qtbot, window)


def test_what_was_typed_about_evidence_is_there_again(beside: Hands) -> None:
    before = dict(beside.evaluation.answers)
    for place, text in BESIDE.items():
        beside.open(place.partition(".")[0])
        assert beside.find(place, QLineEdit).text() == text
        assert beside.shows(f"{place}.unfinished")
    assert beside.evaluation.answers == before


def test_a_paper_that_was_being_added_is_added_when_taken(beside: Hands) -> None:
    beside.open("helpers")
    beside.click("helpers.evidence.where.unfinished.take")
    one, other = beside.evaluation.answers["helpers"].evidence
    assert (one.where, other.where) == ("抽屉", "蓝色文")
    assert "helpers.evidence.where" not in beside.plan.session.unfinished.left
    # What stands beside the first piece is still there, and no answer.
    assert beside.find("helpers.evidence.1.name", QLineEdit).text() == "排班"
    assert one.name == "排"


def test_a_day_nobody_can_read_is_kept_as_typed(beside: Hands) -> None:
    beside.open("helpers")
    beside.type("helpers.evidence.1.valid_until", "明年")
    path = beside.plan.session.path
    beside.window.go_home()
    beside.window.open_path(path)
    beside.open("helpers")
    assert beside.find("helpers.evidence.1.valid_until", QLineEdit).text() == "明年"
    assert beside.shows("helpers.evidence.1.valid_until.unfinished")
    assert beside.evaluation.answers["helpers"].evidence[0].valid_until is None


def test_an_offer_is_there_again_until_the_card_is_closed(beside: Hands) -> None:
    beside.screen.go_named("platforms")
    assert beside.find("offer.text", QPlainTextEdit).toPlainText() == "摊位费 30 元"
    assert beside.shows("venues.offer.unfinished")
    beside.click("venues.offer.unfinished.take")
    assert not beside.shows("venues.offer.unfinished")
    beside.click("offer.close")
    assert not beside.shows("offer.text")
    assert "venues.offer" not in beside.plan.session.unfinished.left
