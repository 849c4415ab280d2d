"""What a person does: look for something by its name, press keys, click."""

from __future__ import annotations

from typing import TypeVar, overload

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from wizard.engine import Evaluation
from wizard.ui.questions.topic_page import TopicPage
from wizard.ui.shell.opened import OpenedPlan
from wizard.ui.shell.plan_screen import PlanScreen
from wizard.ui.shell.window import Window

W = TypeVar("W", bound=QWidget)


class Hands:
    """Drives a window as a person does, by object names and real keys."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def plan(self) -> OpenedPlan:
        assert self.window.plan is not None
        return self.window.plan

    @property
    def screen(self) -> PlanScreen:
        return self.plan.screen

    @property
    def evaluation(self) -> Evaluation:
        return self.plan.session.evaluation

    @property
    def page(self) -> TopicPage:
        page = self.screen.page
        assert isinstance(page, TopicPage)
        return page

    @property
    def focused(self) -> QWidget:
        """What has the focus."""
        widget: QWidget | None = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def focus(self) -> str:
        """Object name of what has the focus."""
        widget: QWidget | None = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""

    @overload
    def find(self, name: str) -> QWidget: ...
    @overload
    def find(self, name: str, kind: type[W]) -> W: ...
    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Return the visible widget with this object name."""
        found = [one for one in self.window.findChildren(kind, name) if one.isVisible()]
        assert found, f"nothing on screen is called {name}"
        return found[0]

    def shows(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QWidget, name))

    def open(self, question: str) -> None:
        """Go to a question by its area button and Next, as a person would with Ctrl+J."""
        assert self.screen.jump(self.plan.session.checklist.numbers[question])

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name, QAbstractButton), Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press keys where the focus is."""
        for key in keys:
            target = QApplication.focusWidget() or self.window
            if modifier is None:
                QTest.keyClick(target, key)
            else:
                QTest.keyClick(target, key, modifier)
            QApplication.processEvents()

    def type(self, name: str, text: str, *, enter: bool = True) -> None:
        """Type into a field and commit with Enter."""
        field = self.find(name)
        assert isinstance(field, (QLineEdit, QPlainTextEdit))
        field.setFocus()
        field.selectAll()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            # Keys alone cannot write Chinese; an input method commits it.
            written = QInputMethodEvent("", [])
            written.setCommitString(text)
            QApplication.sendEvent(field, written)
        if enter and isinstance(field, QLineEdit):
            QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
