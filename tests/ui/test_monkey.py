"""Somebody who clicks and types anywhere, without aim: nothing crashes, nothing is lost.

pytest-qt fails a test for an exception in a slot and for a warning of Qt's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QInputMethodEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from wizard.ui.shell.window import Window

STEPS = 120
KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Home),
    *(Qt.Key.Key_Delete, Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F6, Qt.Key.Key_1),
    *(Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_J, Qt.Key.Key_P, Qt.Key.Key_S, Qt.Key.Key_N),
)
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
TEXTS = (
    *("5000", "-1", "1e400", "5%", "=1+1", "x\u202ey", "a\u200bb", "店" * 300),
    *("2026-02-30", "９９９", "{{ x }}", "<b>x", "a\nb", "\U00020bb7", " "),
)


class Monkey:
    """Does one thing after another, chosen by its seed."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window = window
        self.random = Random(seed)

    def step(self) -> str:
        """Do one thing to what is in front; return what, for whoever reads a failure."""
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if isinstance(front, QMenu):
            return self._choose(front)
        if isinstance(front, (QFileDialog, QPrintDialog)) or (
            isinstance(front, QDialog) and self.random.random() < 0.2
        ):
            front.reject()
            return f"leave {front.objectName()}"
        acts = (*[self._click] * 6, self._type, self._key, self._key, self._drag)
        return self.random.choice(acts)(front or self.window)

    def _choose(self, menu: QMenu) -> str:
        actions = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator()]
        menu.close()
        if not actions:
            return "close the menu"
        action = self.random.choice(actions)
        text = action.text()
        action.trigger()
        return f"menu {text}"

    def _click(self, front: QWidget) -> str:
        return self._at(front, QAbstractButton, QTest.mouseClick)

    def _drag(self, front: QWidget) -> str:
        def drag(
            widget: QWidget, button: Qt.MouseButton, keys: Qt.KeyboardModifier, at: QPoint
        ) -> None:
            QTest.mousePress(widget, button, keys, at)
            QTest.mouseMove(widget, QPoint(widget.width() - at.x(), at.y()))
            QTest.mouseRelease(widget, button, keys, at)

        return self._at(front, QWidget, drag)

    def _at(self, front: QWidget, kind: type[QWidget], act: Callable[..., object]) -> str:
        """Use the mouse somewhere on something of this kind."""
        found = [one for one in front.findChildren(kind) if one.isVisible() and one.isEnabled()]
        if not found:
            return "nothing to point at"
        widget = self.random.choice(found)
        told = f"{type(widget).__name__} {widget.objectName()}"
        at = QPoint(*(self.random.randrange(max(1, n)) for n in widget.size().toTuple()))
        act(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        return told

    def _type(self, front: QWidget) -> str:
        fields = [
            one
            for one in front.findChildren(QWidget)
            if isinstance(one, (QLineEdit, QPlainTextEdit)) and one.isVisible() and one.isEnabled()
        ]
        if not fields:
            return "nothing to type into"
        field, text = self.random.choice(fields), self.random.choice(TEXTS)
        told = f"type {text[:12]!r} into {field.objectName()}"
        field.setFocus()
        written = QInputMethodEvent("", [])
        written.setCommitString(text)
        QApplication.sendEvent(field, written)
        QTest.keyClick(field, self.random.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab)))
        return told

    def _key(self, front: QWidget) -> str:
        target: QWidget = QApplication.focusWidget() or front
        key, modifier = self.random.choice(KEYS), self.random.choice(MODIFIERS)
        QTest.keyClick(target, key, modifier)
        return f"{modifier.name} {key.name}"


# The offscreen platform has no window manager to take the keyboard for a menu.
@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
@pytest.mark.parametrize(("pack", "seed"), [("", 1), ("_gallery", 2)])
def test_whatever_is_clicked_nothing_breaks(
    qtbot: QtBot,
    make_window: Callable[..., Window],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    pack: str,
    seed: int,
) -> None:
    def stay_here(_url: QUrl) -> bool:
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", stay_here)
    monkeypatch.chdir(tmp_path)
    window = make_window(pack)
    window.begin_plan("小林旧书摊", [])
    monkey = Monkey(window, seed)
    done = []
    for number in range(STEPS):
        done.append(monkey.step())
        QApplication.processEvents()
        if not number % 20:
            qtbot.wait(20)
        if not window.isVisible():
            window.show()
    window.go_home()
    assert window.home.isVisible(), done[-10:]
    assert not list(window.folder.glob("report-*.txt")), done
