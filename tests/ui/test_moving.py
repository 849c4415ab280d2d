"""The order of rows: by button and by keys, with undo, in every table that shows rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.ui.hands import Hands
from wizard.model.answers import Cell
from wizard.ui.shell.window import Window

ALT = Qt.KeyboardModifier.AltModifier
TABLES = [("books", "title"), ("venues", "venue_name")]


def names(hands: Hands, table: str, column: str) -> str:
    rows = range(hands.plan.desk.rows(table))
    return "".join(str(hands.evaluation.cell(Cell(table, row, column)).value) for row in rows)


@pytest.fixture(params=TABLES, ids=["rows", "candidates"])
def table(request: pytest.FixtureRequest, hands: Hands) -> tuple[str, str]:
    """A table with rows A, B and C on screen."""
    table, column = request.param
    hands.open(table)
    for row, name in enumerate("ABC"):
        hands.plan.desk.answer(Cell(table, row, column), name)
    return table, column


def test_keys_move_the_row_and_the_focus_goes_with_it(hands: Hands, table: tuple[str, str]) -> None:
    of, column = table
    hands.find(f"{of}.3.{column}").setFocus()
    hands.press(Qt.Key.Key_Up, modifier=ALT)
    assert names(hands, of, column) == "ACB"
    assert hands.focus == f"{of}.2.{column}"
    hands.press(Qt.Key.Key_Up, Qt.Key.Key_Up, modifier=ALT)
    assert names(hands, of, column) == "CAB"
    assert hands.focus == f"{of}.1.{column}"
    hands.press(Qt.Key.Key_Down, modifier=ALT)
    assert names(hands, of, column) == "ACB"
    assert hands.find(f"{of}.2.{column}", QLineEdit).text() == "C"


def test_what_is_typed_goes_with_the_row(hands: Hands, table: tuple[str, str]) -> None:
    of, column = table
    hands.type(f"{of}.2.{column}", "D", enter=False)
    hands.press(Qt.Key.Key_Down, modifier=ALT)
    assert names(hands, of, column) == "ACD"


def test_the_button_moves_it_up_and_can_be_pressed_again(
    hands: Hands, table: tuple[str, str]
) -> None:
    of, column = table
    assert not hands.shows(f"{of}.1.up")
    assert not hands.shows(f"{of}.4.up")
    hands.click(f"{of}.3.up")
    assert names(hands, of, column) == "ACB"
    assert hands.focus == f"{of}.2.up"
    hands.press(Qt.Key.Key_Space)
    assert names(hands, of, column) == "CAB"
    assert hands.focus == f"{of}.1.remove"


def test_undo_moves_it_back_in_one_step(hands: Hands, table: tuple[str, str]) -> None:
    of, column = table
    hands.click(f"{of}.3.up")
    hands.plan.undo()
    assert names(hands, of, column) == "ABC"


def test_the_empty_row_stays_at_the_end(hands: Hands) -> None:
    hands.open("books")
    hands.plan.desk.answer(Cell("books", 0, "title"), "A")
    hands.find("books.2.title").setFocus()
    hands.press(Qt.Key.Key_Up, modifier=ALT)
    hands.find("books.1.title").setFocus()
    hands.press(Qt.Key.Key_Down, modifier=ALT)
    assert names(hands, "books", "title") == "A"


def test_outside_a_table_the_keys_do_nothing(hands: Hands) -> None:
    hands.open("helpers")
    hands.press(Qt.Key.Key_Up, Qt.Key.Key_Down, modifier=ALT)
    assert not hands.evaluation.answers


def test_budget_lines_move_too(hands: Hands, make_window: Callable[..., Window]) -> None:
    window = make_window("")
    window.begin_plan("店", [])
    mine = Hands(hands.qtbot, window)
    for row, name in enumerate("ABC"):
        mine.plan.session.answer(Cell("budget_lines", row, "item"), name)
    mine.screen.go_named("budget")
    mine.click("budget_lines.2.up")
    assert names(mine, "budget_lines", "item") == "BAC"
    mine.find("budget_lines.1.item").setFocus()
    mine.press(Qt.Key.Key_Down, modifier=ALT)
    assert names(mine, "budget_lines", "item") == "ABC"
    assert mine.focus == "budget_lines.2.item"
