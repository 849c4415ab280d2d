"""The first screen: the list of plans, a new one, the example, a file from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard.model.answers import State
from wizard.plans import library as plan_library
from wizard.ui.parts.dialogs import NameDialog
from wizard.ui.shell.window import Window


def test_home_lists_renames_copies_and_removes(hands: Hands) -> None:
    hands.open("rain_plan")
    hands.press(Qt.Key.Key_1)
    hands.click("home")
    window = hands.window
    row = window.home.findChild(QAbstractButton, "plan.小林旧书摊")
    assert row is not None
    row.setFocus()
    hands.press(Qt.Key.Key_F2)
    dialog = window.findChild(NameDialog, "name_dialog")
    assert dialog is not None
    dialog.field.setText(" ")
    hands.click("name_take")
    assert dialog.isVisible()
    assert dialog.said.isVisible()
    dialog.field.setText("河边书摊")
    hands.click("name_take")
    assert [one.name for one in plan_library.entries(window.folder)] == ["河边书摊"]
    window.home.copied.emit(plan_library.entries(window.folder)[0].path)
    assert len(plan_library.entries(window.folder)) == 2
    window.home.removed.emit(plan_library.entries(window.folder)[0].path)
    assert len(plan_library.entries(window.folder)) == 1
    hands.click("toast_undo")
    assert len(plan_library.entries(window.folder)) == 2


def test_continue_returns_to_where_the_plan_was_left(hands: Hands) -> None:
    hands.open("discount")
    place = hands.screen.place
    hands.click("home")
    hands.click("continue")
    assert hands.screen.place == place


def test_a_new_plan_asks_its_name_in_place(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    window = make_window(pack="shop_launch")
    hands = Hands(qtbot, window)
    window.core.wait()
    hands.click("new_plan")
    assert hands.focus == "new_plan_name"
    qtbot.waitUntil(lambda: hands.shows("new_plan_goods.licensed_software"))
    hands.click("new_plan_goods.licensed_software")
    hands.type("new_plan_name", "河边小店")
    assert hands.plan.session.name == "河边小店"
    assert hands.evaluation.answers["goods_categories"].value == ("licensed_software",)


def test_the_example_is_never_kept_but_can_be_copied(
    qtbot: QtBot, make_window: Callable[..., Window]
) -> None:
    window = make_window()
    window.open_sample()
    hands = Hands(qtbot, window)
    answered = len(hands.evaluation.answers)
    assert answered
    assert not plan_library.entries(window.folder)
    hands.click("copy_sample")
    assert len(plan_library.entries(window.folder)) == 1
    assert len(hands.evaluation.answers) == answered


def test_what_can_be_taken_back_goes_with_its_plan(hands: Hands) -> None:
    """An offer to undo that outlived its plan would work on what is no longer open."""
    toast = hands.window.toast
    toast.say("改了", "撤销", hands.plan.undo)
    hands.window.go_home()
    assert not toast.isVisible()
    toast.say("存好了")
    hands.window.begin_plan("又一份", [])
    assert toast.isVisible()


def test_a_file_that_is_no_plan_is_one_clear_sentence(
    qtbot: QtBot, make_window: Callable[..., Window], tmp_path: Path
) -> None:
    window = make_window()
    path = tmp_path / "x.shopplan"
    path.write_bytes(b"<html>")
    window.open_path(path)
    assert window.trouble.isVisible()
    assert window.plan is None
    qtbot.waitUntil(window.home.isVisible)


def test_an_answers_file_opens_as_a_plan(
    qtbot: QtBot, make_window: Callable[..., Window], tmp_path: Path
) -> None:
    window = make_window()
    path = tmp_path / "answers.yaml"
    path.write_text("gallery: 1\nname: 河边\nanswers:\n  rain_plan: partly\n", "utf-8")
    window.open_path(path)
    hands = Hands(qtbot, window)
    assert hands.plan.session.name == "河边"
    assert hands.evaluation.states["rain_plan"] is State.ANSWERED
