"""A window on a library of its own, with the gallery pack or the built-in one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands
from wizard import resources
from wizard.app import open_window
from wizard.ui.shell.window import Window

GALLERY = "_gallery"


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library folder for this test alone."""
    folder = tmp_path / "library"
    monkeypatch.setenv("SHOP_LAUNCH_LIBRARY", str(folder))
    return folder


@pytest.fixture
def make_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Window]]:
    """Open windows; each is closed, and the crash hook taken back, after the test."""
    hook, opened = sys.excepthook, []

    def make(pack: str = GALLERY, size: tuple[int, int] = (1366, 688)) -> Window:
        window = open_window(qapp, resources.pack_folder(pack) if pack else None)
        opened.append(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.waitUntil(lambda: sys.excepthook is not hook)
        sys.excepthook = hook
        return window

    yield make
    for window in opened:
        window.close_plan()
        window.core.wait()
        window.hide()
        window.deleteLater()


@pytest.fixture
def hands(qtbot: QtBot, make_window: Callable[..., Window]) -> Hands:
    """Hands on a new plan of the gallery pack."""
    window = make_window()
    window.begin_plan("小林旧书摊", [])
    return Hands(qtbot, window)


def focusable(root: QWidget) -> list[QWidget]:
    """Return every visible widget the Tab key can reach."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisibleTo(root) and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
