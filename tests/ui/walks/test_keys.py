"""Whole tasks by keyboard alone: trimming to the cap, the final edition, collecting a class.

Every key goes where the focus is; nothing is clicked, and the focus never leaves the screen.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QTableWidget, QWidget

from tests.ui.money.conftest import persona
from tests.ui.trainer.conftest import classroom, handed_in
from wizard import packs
from wizard.plans import library as plan_library
from wizard.plans.reading import write_contents
from wizard.session import Session
from wizard.session.printing import obstacles
from wizard.ui.pages.preview import PreviewPage
from wizard.ui.shell.window import Window
from wizard.workshop.classroom import write_classroom

PACKAGING = Path(__file__).parents[3] / "packaging"
CTRL = Qt.KeyboardModifier.ControlModifier
PEOPLE = 28
"""Good plans; with one of them twice and one broken file, thirty files."""


@pytest.fixture
def walk_from(
    make_window: Callable[..., Window], library: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Any]:
    """Stand before a window with a persona's plan open, or at home."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    recorded = importlib.import_module("walk")

    def start(name: str) -> Any:
        window = make_window("")
        window.core.wait()
        if name:
            library.mkdir(parents=True, exist_ok=True)
            path = plan_library.new_path("小林的店", library)
            made = Session.create(path, packs.built_in(), name="小林的店", answers=persona(name))
            made.close()
            window.open_path(path)
        return recorded.Walk(window, lambda _: None)

    return start


def answer_file_dialog(walk: Any, name: str, path: Path) -> None:
    """Type a path into the file dialog on screen, and Enter."""
    dialog = next(one for one in walk.window.findChildren(QFileDialog, name) if one.isVisible())
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(str(path))
    walk.press(Qt.Key.Key_Return, at=field)


def focused(walk: Any) -> QWidget:
    """Return what has the focus; it is on screen."""
    walk.settle()
    widget: QWidget | None = walk.window.focusWidget()
    assert widget is not None
    assert not widget.visibleRegion().isEmpty(), widget.objectName()
    return widget


def test_over_the_cap_and_back_under_it(walk_from: Callable[[str], Any]) -> None:
    walk = walk_from("over_cap")
    session = walk.window.plan.session
    assert not session.evaluation.can_print_final
    walk.press(Qt.Key.Key_M, CTRL)
    assert walk.window.plan.screen.place == "budget"
    walk.focus("saving.1")
    assert focused(walk).objectName() == "saving.1"
    walk.press(Qt.Key.Key_Return)
    assert session.evaluation.figures["headroom"].value == 0
    walk.press(Qt.Key.Key_Z, CTRL)
    assert session.evaluation.figures["headroom"].value == -38_000
    walk.press(Qt.Key.Key_Y, CTRL)
    assert session.evaluation.figures["headroom"].value == 0
    assert session.evaluation.can_print_final


def test_the_final_edition_without_a_mouse(walk_from: Callable[[str], Any], tmp_path: Path) -> None:
    walk = walk_from("xiaolin")
    walk.press(Qt.Key.Key_F9)
    page = walk.window.plan.screen.page
    assert isinstance(page, PreviewPage)
    walk.until(lambda: page.is_current)
    walk.focus("edition.draft")
    walk.press(Qt.Key.Key_Right)
    assert page.edition == "final", obstacles(walk.window.plan.session.evaluation)
    walk.until(lambda: page.is_current)
    walk.focus("save_pdf")
    assert focused(walk).objectName() == "save_pdf"
    walk.press(Qt.Key.Key_Return)
    target = tmp_path / "final.pdf"
    answer_file_dialog(walk, "save_dialog", target)
    walk.until(target.is_file)
    (record,) = walk.window.plan.session.plan.prints()
    assert json.loads(record.record)["edition"] == "final"
    assert walk.window.plan.screen.place == "done"
    focused(walk)


@pytest.mark.timeout(90)
def test_thirty_files_of_a_class(walk_from: Callable[[str], Any], tmp_path: Path) -> None:
    folder, stick = tmp_path / "秋季班", tmp_path / "stick"
    write_classroom(folder, classroom())
    stick.mkdir()
    for number in range(1, PEOPLE + 1):
        write_contents(handed_in(number, f"学员 {number}"), stick / f"{number}.shopplan")
    (stick / "again.shopplan").write_bytes((stick / "1.shopplan").read_bytes())
    (stick / "坏.shopplan").write_bytes(b"broken")
    walk = walk_from("")
    walk.focus("trainer")
    walk.press(Qt.Key.Key_Return)
    walk.focus("open_class")
    walk.press(Qt.Key.Key_Return)
    answer_file_dialog(walk, "folder_dialog", folder)
    lesson = walk.window.trainer.lesson
    walk.until(lambda: not lesson.errand.is_running)
    walk.focus("trainer_tab.agenda")
    while lesson.tab != "collect":
        walk.press(Qt.Key.Key_Right)
    walk.focus("read_stick")
    walk.press(Qt.Key.Key_Return)
    answer_file_dialog(walk, "folder_dialog", stick)
    walk.until(lambda: lesson.board is not None and not lesson.errand.is_running)
    refused = walk.window.findChild(QTableWidget, "refused")
    assert refused is not None
    assert refused.rowCount() == 2
    counted = walk.window.findChild(QLabel, "collected")
    assert counted is not None
    assert str(PEOPLE) in counted.text()
    walk.focus("trainer_tab.collect")
    while lesson.tab != "board":
        walk.press(Qt.Key.Key_Right)
    walk.focus("board")
    board = focused(walk)
    assert isinstance(board, QTableWidget)
    assert board.rowCount() == PEOPLE
