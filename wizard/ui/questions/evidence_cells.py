"""Evidence of a table: of the whole, and of single cells, picked by row and column."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from wizard.model.answers import Answer, Cell
from wizard.model.questions import Table
from wizard.session.unfinished import read_place
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import clear_layout, label
from wizard.ui.questions.evidence import EvidenceBlock
from wizard.ui.questions.pick import PickButton


class TableEvidence(QFrame):
    """What backs a table, as ``EvidenceBlock`` is for any other question.

    What picks a cell is made when it is first to be seen.
    """

    def __init__(self, table: Table, asked: str, desk: Desk) -> None:
        super().__init__()
        self._table, self._asked, self._desk = table, asked, desk
        self._columns = [one for one in table.columns if not one.computed]
        self._row, self._column = 0, self._columns[0].id
        self._block: EvidenceBlock | None = None
        self._shown: tuple[tuple[Cell, int], ...] = ()
        px = desk.look.px
        rows = self._rows_box = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(6))
        self.whole = EvidenceBlock(Cell(table.id), asked, desk)
        rows.addWidget(self.whole)
        self._part: QWidget | None = None
        self.hide()

    def _show_part(self) -> None:
        if self._part is None:
            self._part = self._make_part()
            self._rows_box.addWidget(self._part)
        self._part.show()

    def _make_part(self) -> QWidget:
        px, words = self._desk.look.px, self._desk.words
        part = QWidget(self)
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(6))
        lines.addWidget(label(words("evidence.one_cell"), "small"))
        self._links = Flow(gap=px(8))
        lines.addLayout(self._links)
        picks = Flow(gap=px(8))
        self._row_button = self._pick("row")
        self._column_button = self._pick("column")
        picks.addWidget(self._row_button)
        picks.addWidget(self._column_button)
        lines.addLayout(picks)
        self._none = label(words("evidence.no_rows"), "small")
        lines.addWidget(self._none)
        self._place = QVBoxLayout()
        lines.addLayout(self._place)
        return part

    @property
    def is_open(self) -> bool:
        """Whether it was asked for, evidence or not."""
        return self.whole.is_open

    def open(self) -> None:
        """Show the block, ready to add to it."""
        self.show()
        self._show_part()
        self.whole.open()
        self._show_picked()

    @property
    def draft(self) -> str:
        """Where a paper about the whole table is kept, typed and not yet added."""
        return self.whole.draft

    def begin(self, draft: str) -> None:
        """Show a paper that was begun and not yet added."""
        self.whole.begin(draft)
        self.show()
        self._show_part()
        self._show_picked()

    def put_away(self) -> None:
        """Hide the block where there is nothing in it."""
        self.whole.put_away()
        if self._part is not None:
            self._part.setVisible(bool(self._shown))
        self.setVisible(not self.whole.isHidden() or bool(self._shown))

    def edit_day(self, index: int, cell: Cell | None = None) -> None:
        """Put the focus on the day a piece of evidence expires, of the table or of a cell."""
        if cell is None or cell.row is None:
            self.whole.edit_day(index)
            return
        self.show_cell(cell)
        if self._block is not None:
            self._block.edit_day(index)

    def show_cell(self, cell: Cell) -> None:
        """Show the evidence of one cell, ready to add to it."""
        self._row, self._column = cell.row or 0, cell.column
        self.show()
        self._show_part()
        self._show_picked()
        if self._block is not None:
            self._block.open()

    def show_answer(self, answer: Answer) -> None:
        """Show the evidence of the table and of its cells."""
        self.whole.show_answer(answer)
        found = tuple(
            (Cell(self._table.id, row, column), len(cell.evidence))
            for row, cells in enumerate(answer.value if isinstance(answer.value, tuple) else ())
            if isinstance(cells, Mapping)
            for column, cell in cells.items()
            if cell.evidence
        )
        self._shown, before = found, self._shown
        left = self._left_cell()
        if left is not None and self._block is None:
            self._row, self._column = left.row or 0, left.column
        if found or self.is_open or left is not None:
            self._show_part()
            if self._block is None:
                self._show_picked()
        elif self._part is not None:
            self._part.hide()
        if found != before and self._part is not None:
            self._rebuild_links()
        if self._block is not None:
            self._block.show_answer(self._desk.answer_of(self._cell))
        shown = bool(answer.evidence) or bool(found) or self.is_open
        self.setVisible(shown or left is not None)

    def _left_cell(self) -> Cell | None:
        """Return a cell whose evidence somebody was writing about last time."""
        for place in map(read_place, self._desk.session.unfinished.left):
            if place is not None and place.part.startswith("evidence."):
                cell = place.cell
                if cell.question == self._table.id and cell.column in self._column_titles():
                    return cell
        return None

    def commit(self) -> None:
        """Keep what was typed and not yet committed."""
        self.whole.commit()
        if self._block is not None:
            self._block.commit()

    def take_drops(self, card: QWidget) -> None:
        """Attach to the table what is dropped anywhere on ``card``."""
        self.whole.take_drops(card)

    @property
    def _cell(self) -> Cell:
        return Cell(self._table.id, self._row, self._column)

    def _pick(self, what: str) -> PickButton:
        button = PickButton(self._desk.look)
        button.setObjectName(f"{self._table.id}.evidence.pick_{what}")
        button.clicked.connect(partial(self._open_menu, button, what))
        return button

    def _open_menu(self, button: PickButton, what: str, checked: bool = False) -> None:
        del checked
        self.menu(what).popup(button.mapToGlobal(QPoint(0, button.height())))

    def menu(self, what: str) -> QMenu:
        """Return the menu of the table's rows (``row``) or of its columns (``column``)."""
        made = QMenu(self)
        for key, text in (self._rows() if what == "row" else self._column_titles()).items():
            action = made.addAction(text)
            action.setObjectName(f"{self._table.id}.evidence.{what}.{key}")
            action.triggered.connect(partial(self._picked, what, key))
        return made

    def _picked(self, what: str, key: str, checked: bool = False) -> None:
        del checked
        if what == "row":
            self.show_cell(Cell(self._table.id, int(key), self._column))
        else:
            self.show_cell(Cell(self._table.id, self._row, key))

    def _rows(self) -> dict[str, str]:
        return {str(row): self._row_name(row) for row in range(self._desk.rows(self._table.id))}

    def _column_titles(self) -> dict[str, str]:
        return {one.id: self._desk.say(one.title) for one in self._columns}

    def _row_name(self, row: int) -> str:
        name = self._desk.answer_of(Cell(self._table.id, row, self._table.name_column)).value
        return str(name) if name else self._desk.words("evidence.unnamed_row", number=row + 1)

    def _show_picked(self) -> None:
        """Show the evidence of the cell that is picked."""
        desk, words = self._desk, self._desk.words
        count = desk.rows(self._table.id)
        self._none.setVisible(not count)
        for button in (self._row_button, self._column_button):
            button.setVisible(bool(count))
        clear_layout(self._place)
        self._block = None
        if not count:
            return
        self._row = min(self._row, count - 1)
        titles = self._column_titles()
        row, column = self._row_name(self._row), titles[self._column]
        for button, key, value in (
            (self._row_button, "evidence.pick_row", row),
            (self._column_button, "evidence.pick_column", column),
        ):
            text = words("evidence.pick_value", title=words(key), value=value)
            button.is_empty = False
            button.setText(text)
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.updateGeometry()
        self._block = EvidenceBlock(self._cell, f"{row} · {column}", desk)
        self._place.addWidget(self._block)
        self._block.show_answer(desk.answer_of(self._cell))
        self._block.show()

    def _rebuild_links(self) -> None:
        desk, words = self._desk, self._desk.words
        clear_layout(self._links)
        titles = self._column_titles()
        for cell, count in self._shown:
            if cell.column not in titles:
                continue
            row = self._row_name(cell.row or 0)
            text = words("evidence.in_cell", row=row, column=titles[cell.column], count=count)
            link = Button(desk.look, text, "link", icon="clip")
            link.setObjectName(f"{cell}.evidence.show")
            link.clicked.connect(partial(self.show_cell, cell))
            self._links.addWidget(link)
