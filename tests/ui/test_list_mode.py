"""A whole area on one page: rows that open in place, by keyboard, judged as on any page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton

from tests.ui.hands import Hands
from wizard.ui.pages.area_page import AreaPage
from wizard.ui.shell.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def choose_list(window: Window) -> QAction:
    menu = window.menu()
    action = next(one for one in menu.actions() if one.text() == window.words("list.mode"))
    action.trigger()
    return action


@pytest.fixture
def listed(hands: Hands) -> Hands:
    choose_list(hands.window)
    hands.screen.go_named("stall")
    return hands


def test_every_question_of_the_area_is_a_row(listed: Hands) -> None:
    assert isinstance(listed.page, AreaPage)
    area = listed.page.area
    shown = [one.id for one in area.questions if one.id in listed.evaluation.visible]
    assert len(shown) > 3
    assert [one for one in shown if listed.shows(f"row.{one}")] == shown
    assert not any(card.isVisible() for card in listed.page.cards.values())


def test_a_row_opens_in_place_and_its_answer_is_judged(listed: Hands) -> None:
    assert listed.focus == "row.open_at_weekend"
    listed.press(Qt.Key.Key_Return)
    assert listed.focus == "open_at_weekend.yes"
    assert not listed.shows("row.open_at_weekend")
    listed.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    assert listed.evaluation.answers["open_at_weekend"].value is True
    assert listed.screen.current_question != "open_at_weekend"
    assert listed.shows("row.open_at_weekend")
    said = listed.find("row.open_at_weekend", QAbstractButton).accessibleName()
    assert listed.window.words("ui.state_answered") in said


def test_the_walk_by_keyboard_goes_through_the_area_and_on(listed: Hands) -> None:
    listed.press(Qt.Key.Key_Return)
    first = listed.screen.current_question
    listed.press(Qt.Key.Key_PageDown, modifier=CTRL)
    second = listed.screen.current_question
    assert second != first
    listed.press(Qt.Key.Key_PageUp, modifier=CTRL)
    assert listed.screen.current_question == first
    listed.press(Qt.Key.Key_Return, modifier=CTRL)
    assert listed.screen.place == "summary:stall"


def test_jumping_opens_the_row_of_the_question(listed: Hands) -> None:
    listed.open("discount")
    assert isinstance(listed.page, AreaPage)
    assert listed.screen.current_question == "discount"
    assert listed.page.cards["discount"].isVisible()
    assert sum(card.isVisible() for card in listed.page.cards.values()) == 1


def test_what_was_typed_is_kept_when_another_row_opens(listed: Hands) -> None:
    listed.open("starting_cash")
    listed.type("starting_cash", "600", enter=False)
    listed.open("discount")
    assert listed.evaluation.answers["starting_cash"].value is not None


def test_it_is_remembered_and_taken_back(listed: Hands, make_window: Callable[..., Window]) -> None:
    listed.open("rain_plan")
    again = make_window()
    assert again.settings.listed
    assert choose_list(listed.window).isCheckable()
    assert listed.screen.place.startswith("topic:")
    assert listed.screen.current_question == "rain_plan"
    assert not listed.window.settings.listed
