"""What is said aloud of the judgements: once, with weight and title, and with their field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from tests.ui.life.conftest import settle
from tests.ui.money.conftest import persona
from wizard import packs
from wizard.model.answers import Cell
from wizard.plans import library as plan_library
from wizard.session import Session
from wizard.ui.parts import aloud
from wizard.ui.shell.window import Window

QUIET = aloud.QUIET_MS + 150


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What assistive technology is told of the judgements."""
    heard: list[str] = []

    def hear(over: QWidget, text: str) -> None:
        assert over.isVisible()
        heard.append(text)

    monkeypatch.setattr(aloud, "announce", hear)
    return heard


def test_a_red_line_is_said_once_with_its_title_and_so_is_its_end(
    hands: Hands, said: list[str]
) -> None:
    hands.open("book_kinds")
    settle(QUIET)
    assert said == []
    hands.click("book_kinds.copies")
    assert said == []
    settle(QUIET)
    title = hands.plan.session.checklist.questions["book_kinds"].title.say("zh")
    assert said == [f"红线：{title}"]
    hands.click("book_kinds.comics")
    settle(QUIET)
    assert len(said) == 1
    hands.click("book_kinds.copies")
    settle(QUIET)
    assert said[1:] == [f"已解除「红线：{title}」"]


def test_what_came_and_went_before_it_was_quiet_is_not_said(hands: Hands, said: list[str]) -> None:
    hands.open("book_kinds")
    hands.click("book_kinds.copies")
    hands.click("book_kinds.copies")
    settle(QUIET)
    assert said == []


def test_opening_a_plan_full_of_red_lines_says_none_and_many_at_once_are_counted(
    qtbot: QtBot, make_window: Callable[..., Window], library: Path, said: list[str]
) -> None:
    library.mkdir(parents=True, exist_ok=True)
    path = plan_library.new_path("店", library)
    answers = persona("red_lines")
    Session.create(path, packs.built_in(), name="店", answers=answers).close()
    window = make_window("")
    window.open_path(path)
    hands = Hands(qtbot, window)
    settle(QUIET)
    assert said == []
    hands.plan.desk.change(persona("xiaolin"))
    settle(QUIET)
    assert len(said) == 1
    assert said[0].count("；") == aloud.MOST_SAID
    assert said[0].endswith(" 条")
    window.switch_language()
    settle(QUIET)
    assert len(said) == 1


def test_the_judgement_is_read_with_its_field(hands: Hands) -> None:
    hands.open("book_kinds")
    hands.click("book_kinds.copies")
    group = hands.find("book_kinds")
    assert group.accessibleDescription().startswith("红线：")
    assert "没有授权就不能卖" in group.accessibleDescription()
    hands.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert group.accessibleDescription() == ""


def test_a_judged_cell_is_read_with_its_field_until_it_is_mended(
    qtbot: QtBot, make_window: Callable[..., Window], library: Path
) -> None:
    library.mkdir(parents=True, exist_ok=True)
    path = plan_library.new_path("店", library)
    Session.create(path, packs.built_in(), name="店", answers=persona("xiaolin")).close()
    window = make_window("")
    window.open_path(path)
    hands = Hands(qtbot, window)
    hands.screen.go("platforms")
    settle()
    judged = [one for one in hands.evaluation.findings if one.place == 1]
    column = next(one.questions[0] for one in judged if one.severity == "red_line")
    cell = Cell("platforms", 1, column)
    assert hands.find(str(cell)).accessibleDescription().startswith("红线：")
    better = hands.evaluation.cell(Cell("platforms", 0, column))
    hands.plan.desk.answer(cell, better.value)
    settle()
    assert hands.find(str(cell)).accessibleDescription() == ""
