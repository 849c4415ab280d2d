"""Beside a page of the preview: the questions it comes from, each a way to change it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from wizard.model.answers import State
from wizard.ui.parts.answers_list import strongest_about
from wizard.ui.parts.buttons import RowButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label, panel
from wizard.ui.style.severity import status

WIDTH = 248


class PageSources(QFrame):
    """The list.

    Signals:
        picked: a question was chosen; carries its id.
    """

    picked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[object, ...] = ()
        self.setProperty("panel", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(desk.look.px(WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        outer.addWidget(area)
        inside = panel("clear")
        area.setWidget(inside)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(12, 16, 12, 16)
        rows.setSpacing(2)
        self._title = label("", "small")
        self._title.setProperty("strong", True)
        self._title.setProperty("tone", "plain")
        rows.addWidget(self._title)
        self._note = label("", "meta")
        rows.addWidget(self._note)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        rows.addLayout(self._list)
        rows.addStretch(1)

    def show_page(self, page: int, questions: Sequence[str]) -> None:
        """List the questions of a page; pages count from 0."""
        shown = (page, *questions, self._desk.evaluation)
        if shown == self._shown:
            return
        self._shown = shown
        words = self._desk.words
        self._title.setText(words("preview.from", page=page + 1))
        note = "preview.from_hint" if questions else "preview.from_nothing"
        self._note.setText(words(note))
        clear_layout(self._list)
        for question in questions:
            self._list.addWidget(self._row(question))

    def menu(self, parent: QWidget, questions: Sequence[str]) -> QMenu:
        """Return the same list as a menu, for where there is no room beside the page."""
        menu = QMenu(parent)
        for question in questions:
            menu.addAction(self._desk.titled(question), partial(self.picked.emit, question))
        if not questions:
            menu.addAction(self._desk.words("preview.from_nothing")).setEnabled(False)
        return menu

    def _row(self, question_id: str) -> RowButton:
        desk, words = self._desk, self._desk.words
        state = desk.evaluation.states.get(question_id, State.ANSWERED)
        shape, key, _ = status(state, strongest_about(desk, question_id))
        button = RowButton(desk.look, card=False)
        button.setObjectName(f"source.{question_id}")
        line = QHBoxLayout(button)
        line.setContentsMargins(6, 7, 6, 7)
        line.setSpacing(8)
        line.addWidget(ShapeMark(desk.look, shape, 16), 0, Qt.AlignmentFlag.AlignTop)
        about = desk.titled(question_id)
        title = label(about, "small")
        title.setProperty("tone", "plain")
        line.addWidget(title, 1)
        change = label(words("ui.change"), "small", wrap=False)
        change.setProperty("tone", "accent")
        line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        for child in button.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.setAccessibleName(f"{about}, {words(key)}, {words('ui.change')}")
        button.clicked.connect(lambda _=False, one=question_id: self.picked.emit(one))
        return button
