"""The order of a table's rows: a button that moves a row up, and keys for both ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.model.answers import Cell
from wizard.model.questions import Table
from wizard.ui.parts.buttons import IconButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.toast import announce
from wizard.ui.questions.editor import Editor


class RowTools(QWidget):
    """What can be done with one row: move it up, remove it."""

    def __init__(self, table: Table, row: int, desk: Desk, icon: str = "up") -> None:
        super().__init__()
        self._row = row
        words, title = desk.words, desk.say(table.title)
        word = desk.say(table.row_word) or words("ui.row")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        buttons = []
        for name, glyph in (("up", icon), ("remove", "trash")):
            said = words(f"ui.{name}_row", row=word, number=row + 1)
            button = IconButton(desk.look, glyph, said, frame=False)
            button.setObjectName(f"{table.id}.{row + 1}.{name}")
            button.setAccessibleName(words("ui.option_of", option=said, question=title))
            line.addWidget(button)
            buttons.append(button)
        self.up, self.remove = buttons
        for widget in (self, self.up):
            # Rows keep their columns in line, whichever buttons they have.
            keeps = widget.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(keeps)

    def show_for(self, rows: int) -> None:
        """Offer what makes sense in a table of ``rows`` rows."""
        self.setVisible(self._row < rows)
        self.up.setVisible(0 < self._row < rows)


class RowMoves(QObject):
    """Moves the rows of one table.

    A child of the widget the table stands in, so that keys find it from wherever in the
    table the focus is.
    """

    def __init__(
        self, owner: QWidget, table: Table, desk: Desk, cells: Mapping[Cell, Editor]
    ) -> None:
        super().__init__(owner)
        self._owner, self._table, self._desk, self._cells = owner, table, desk, cells

    def tools(self, row: int, icon: str = "up") -> RowTools:
        """Return the buttons of a row, which know what to do."""
        tools = RowTools(self._table, row, self._desk, icon)
        tools.up.clicked.connect(partial(self._up, row))
        return tools

    def move(self, row: int, step: int) -> bool:
        """Move a row up (-1) or down (1); False where it cannot go further."""
        target, rows = row + step, self._desk.rows(self._table.id)
        if not (0 <= row < rows and 0 <= target < rows):
            return False
        for cell, editor in list(self._cells.items()):
            if cell.row in (row, target):
                editor.commit()
        self._desk.move_row(self._table.id, row, target)
        words = self._desk.words
        word = self._desk.say(self._table.row_word) or words("ui.row")
        announce(self._owner, words("ui.row_moved", row=word, number=row + 1, to=target + 1))
        return True

    def move_focused(self, focus: QWidget, step: int) -> None:
        """Move the row that has the focus; the focus goes with it."""
        for cell, editor in list(self._cells.items()):
            if cell.row is None or not (editor is focus or editor.isAncestorOf(focus)):
                continue
            if self.move(cell.row, step):
                target = self._cells.get(Cell(cell.question, cell.row + step, cell.column))
                if target is not None:
                    target.take_focus()
            return

    def _up(self, row: int) -> None:
        if not self.move(row, -1):
            return
        name = f"{self._table.id}.{row}.{'up' if row > 1 else 'remove'}"
        button = self._owner.findChild(IconButton, name)
        if isinstance(button, IconButton):
            button.show_ring()


def moves_around(widget: QWidget, page: QWidget) -> RowMoves | None:
    """Return what moves the rows of the table on ``page`` that ``widget`` stands in, if any."""
    here = Qt.FindChildOption.FindDirectChildrenOnly
    around: QWidget | None = widget
    while around is not None and around is not page:
        moves: RowMoves | None = around.findChild(RowMoves, options=here)
        if moves is not None:
            return moves
        around = around.parentWidget()
    return None
