"""What shocks would do to the cash, and what more people do for the 10-minute promise.

The tables are those the plan prints. A year is played for every shock, so they are worked
out only while the card is open.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from wizard.documents.blocks import Blocks, Table, walk
from wizard.documents.plan import cash, operations
from wizard.documents.runs import plain
from wizard.documents.voice import Voice
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import clear_layout, label, panel, set_property

_SUBJECTS: dict[str, tuple[Callable[[Voice], Blocks], str]] = {
    "shocks": (lambda voice: cash.stress(voice, None), "lowest_cash"),
    "people": (operations.support, "answered_within_10_minutes"),
}
"""What composes the blocks of each table, and the figure whose note says why there is none."""


class WhatIfCard(QFrame):
    """The card: closed until somebody asks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: object = None
        self.setProperty("panel", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px, words = desk.look.px, desk.words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(20), px(14), px(20), px(16))
        rows.setSpacing(px(8))
        self.button = Button(desk.look, words("workbench.what_if"), "ghost", icon="right")
        self.button.setObjectName("what_if")
        self.button.setCheckable(True)
        self.button.toggled.connect(self.refresh)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._body = panel("clear")
        self._body.hide()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        self._grids: dict[str, tuple[QGridLayout, QLabel]] = {}
        for name in _SUBJECTS:
            inside.addWidget(label(words(f"workbench.what_if_{name}"), "title"))
            reason = label("", "small")
            inside.addWidget(reason)
            grid = QGridLayout()
            grid.setHorizontalSpacing(px(24))
            grid.setVerticalSpacing(px(4))
            inside.addLayout(grid)
            self._grids[name] = grid, reason
        rows.addWidget(self._body)

    def refresh(self) -> None:
        """Show the tables of the present plan while the card is open."""
        is_open = self.button.isChecked()
        self._body.setVisible(is_open)
        evaluation = self._desk.evaluation
        if not is_open or self._shown == evaluation.inputs:
            return
        self._shown = evaluation.inputs
        voice = Voice(evaluation, self._desk.words.language)
        for name, (compose, figure) in _SUBJECTS.items():
            grid, reason = self._grids[name]
            clear_layout(grid)
            tables = [one for one in walk(compose(voice)) if isinstance(one, Table)]
            reason.setText("" if tables else voice.figure_note(figure))
            reason.setVisible(not tables)
            for table in tables[:1]:
                self._fill(name, grid, table)

    def _fill(self, name: str, grid: QGridLayout, table: Table) -> None:
        for place, column in enumerate(table.columns):
            self._cell(grid, (0, place), label(column.title, "meta"), column.align == "right")
        for number, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row.cells):
                made = label(plain(cell), "small")
                made.setObjectName(f"what_if.{name}.{number}.{place + 1}")
                set_property(made, "tone", "plain")
                set_property(made, "strong", value=row.total)
                self._cell(grid, (number, place), made, table.columns[place].align == "right")

    @staticmethod
    def _cell(grid: QGridLayout, spot: tuple[int, int], made: QLabel, right: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        made.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(made, *spot)
