"""Lowest and highest beside a number: offered quietly, typed by keys, noted where they clash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import focusable
from tests.ui.hands import Hands
from wizard.model.answers import Cell
from wizard.model.money import Money
from wizard.text import words
from wizard.ui.parts.answers_list import answer_text
from wizard.ui.shell.window import Window

CASH = "starting_cash"


def opened(hands: Hands) -> Hands:
    hands.open(CASH)
    hands.type(CASH, "500")
    hands.open(CASH)
    return hands


def test_the_offer_is_closed_until_somebody_asks(hands: Hands) -> None:
    opened(hands)
    assert hands.shows(f"{CASH}.range")
    assert not hands.shows(f"{CASH}.low")
    hands.open("story")
    assert not hands.shows("story.range")


def test_a_range_by_keys_alone(hands: Hands) -> None:
    opened(hands)
    offer = hands.find(f"{CASH}.range")
    assert offer in focusable(hands.window)
    offer.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.focus == f"{CASH}.low"
    QTest.keyClicks(hands.focused, "300")
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == f"{CASH}.high"
    QTest.keyClicks(hands.focused, "800")
    hands.press(Qt.Key.Key_Return)
    assert hands.focus != f"{CASH}.high"
    kept = hands.evaluation.answers[CASH]
    assert (kept.low, kept.high) == (Money.from_yuan(300), Money.from_yuan(800))
    desk = hands.plan.desk
    assert answer_text(desk, desk.question(Cell(CASH))) == "500 元（300 元 到 800 元）"


def test_an_end_on_the_wrong_side_is_noted_and_nothing_is_lost(hands: Hands) -> None:
    opened(hands)
    hands.click(f"{CASH}.range")
    hands.type(f"{CASH}.low", "600")
    hands.type(f"{CASH}.high", "八九百")
    say = words("zh")
    low, high = hands.find(f"{CASH}.low", QLineEdit), hands.find(f"{CASH}.high", QLineEdit)
    assert hands.find(f"{CASH}.low.note", QLabel).text() == say("model.low_beyond_likely")
    assert low.accessibleDescription() == say("model.low_beyond_likely")
    assert "八九百" in high.accessibleDescription()
    assert (low.text(), high.text()) == ("600", "八九百")
    hands.open("story")
    hands.open(CASH)
    assert hands.find(f"{CASH}.high", QLineEdit).text() == "八九百"
    hands.type(CASH, "700")
    assert not hands.shows(f"{CASH}.low.note")
    assert hands.evaluation.answers[CASH].low == Money.from_yuan(600)


def test_not_sure_leaves_no_number_to_put_a_range_beside(hands: Hands) -> None:
    opened(hands)
    hands.click(f"{CASH}.not_sure")
    assert not hands.shows(f"{CASH}.range")


def test_the_uncertain_numbers_of_the_pack_offer_a_range(
    qtbot: QtBot, make_window: Callable[..., Window], library: Path
) -> None:
    del library
    window = make_window("")
    window.begin_plan("小林", [])
    hands = Hands(qtbot, window)
    for question in ("orders_per_day", "refund_rate", "tickets_per_order", "minutes_per_ticket"):
        hands.screen.open_question(question)
        assert hands.shows(f"{question}.range"), question
