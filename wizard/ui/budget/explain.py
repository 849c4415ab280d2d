"""One figure taken apart on screen: value, formula, what went in, and the way to change it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.explained import Explained, Ingredient, explained
from wizard.documents.voice import Voice
from wizard.ui.parts.buttons import Button, IconButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import badge, clear_layout, label


class Explanation(QFrame):
    """The explanation of one figure, in its place on the page; Esc closes it.

    Signals:
        opened: a question was picked; carries its id.
        closed: the explanation was put away.
    """

    opened = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.figure = ""
        self._shown: Explained | None = None
        self.setProperty("panel", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("explanation")
        px = desk.look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(20), px(12), px(12), px(16))
        rows.setSpacing(px(8))
        head = QHBoxLayout()
        self._title = label("", "title")
        head.addWidget(self._title, 1)
        self.close_button = IconButton(
            desk.look, "close", desk.words("workbench.explain_close"), frame=False
        )
        self.close_button.setObjectName("explanation.close")
        self.close_button.clicked.connect(self.put_away)
        head.addWidget(self.close_button)
        rows.addLayout(head)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(px(16))
        self._facts.setVerticalSpacing(px(5))
        self._facts.setColumnStretch(1, 1)
        rows.addLayout(self._facts)
        self.hide()

    def show_figure(self, name: str) -> None:
        """Take the figure ``name`` apart."""
        self.figure = name
        self.refresh()
        self.show()

    def put_away(self) -> None:
        """Close the explanation."""
        if self.figure:
            self.figure = ""
            self._shown = None
            self.hide()
            self.closed.emit()

    def refresh(self) -> None:
        """Show the figure as it is now."""
        if not self.figure:
            return
        desk = self._desk
        found = explained(Voice(desk.evaluation, desk.words.language), self.figure)
        if found != self._shown:
            self._shown = found
            self._fill(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def _fill(self, found: Explained) -> None:
        words = self._desk.words
        self._title.setText(words("workbench.named", name=found.title, value=found.shown))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(found.formula)
        clear_layout(self._facts)
        if found.note:
            self._fact("", label(found.note, "small"))
        self._fact(words("workbench.explain_formula"), self._plain(found.formula))
        if found.ingredients:
            self._fact(words("workbench.explain_inputs"), self._inputs(found.ingredients))
        else:
            none = words("workbench.explain_no_inputs")
            self._fact(words("workbench.explain_inputs"), label(none, "small"))
        self._fact(words("workbench.explain_source"), self._plain(found.source))
        self._fact(words("workbench.explain_rounding"), self._plain(found.rounding))
        if any(one.assumed for one in found.ingredients):
            self._fact("", label(words("workbench.assumed_note"), "meta"))

    def _fact(self, name: str, widget: QWidget) -> None:
        row = self._facts.rowCount()
        at_top = Qt.AlignmentFlag.AlignTop
        self._facts.addWidget(label(name, "small", wrap=False), row, 0, at_top)
        self._facts.addWidget(widget, row, 1)

    def _plain(self, text: str) -> QWidget:
        made = label(text, "small")
        made.setProperty("tone", "plain")
        return made

    def _inputs(self, ingredients: Iterable[Ingredient]) -> QWidget:
        """Return one line an input: name, its values by row, 假设, and where to change it."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._desk.look.px(12))
        grid.setVerticalSpacing(self._desk.look.px(3))
        grid.setColumnStretch(1, 1)
        asked = groupby(ingredients, key=lambda one: (one.title, one.question))
        for row, (_, group) in enumerate(asked):
            self._input(grid, row, list(group))
        return box

    def _input(self, grid: QGridLayout, row: int, group: list[Ingredient]) -> None:
        first, words = group[0], self._desk.words
        name = label(first.title, "small", wrap=False)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        said = [
            words("workbench.named", name=one.row, value=one.shown)
            if one.row and len(group) > 1
            else one.shown
            for one in group
        ]
        semicolon = words("documents.semicolon")
        at_top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._plain(semicolon.join(said)), row, 1, at_top)
        if any(one.assumed for one in group):
            grid.addWidget(badge(words("workbench.assumed")), row, 2, at_top)
        if first.question:
            text = words("workbench.explain_go_to", number=first.number)
            go = Button(self._desk.look, text, "link")
            go.setObjectName(f"explanation.{first.question}.{row + 1}")
            go.setAccessibleName(
                words("workbench.explain_go", number=first.number, title=first.title)
            )
            go.clicked.connect(partial(self.opened.emit, first.question))
            grid.addWidget(go, row, 3, at_top)
