"""The lines of the budget as a table: what the platform charges on top, one line a row.

One empty row is always there to type into. Up and down move between rows, Enter goes to
the next cell. What the chosen platform charges is shown and never typed a second time.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.voice import DASH, Voice
from wizard.model.answers import NOTHING, Cell
from wizard.model.money import Money
from wizard.model.questions import Amount, OneOf, QuestionFields, Table
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import label, panel, separator, set_property, tab_as_read
from wizard.ui.questions.editor import Editor
from wizard.ui.questions.editors import make_editor
from wizard.ui.questions.moving import RowMoves, RowTools
from wizard.ui.questions.pick import PickEditor
from wizard.ui.questions.typed_editors import LineEditor

LINKED = (("annual_fee", "yearly"), ("deposit", "deposit"))
_HEAD = 1
_FIELDS = {"item": 190, "amount": 96}
_STRETCH = {"item": 0, "amount": 0}
_ROOMY, _TIGHT = 800, 560
"""Pixels at 100 % below which a line takes two lines of the screen, and below which three."""
_FIRST = 2
"""Cells on the first of several lines."""


class BudgetTable(QFrame):
    """The table.

    Signals:
        opened: a linked row leads to another question; carries its id.
    """

    opened = Signal(str)

    def __init__(self, question: Table, desk: Desk) -> None:
        super().__init__()
        self._desk, self.table = desk, question
        self.setProperty("panel", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName(question.id)
        self.setAccessibleName(desk.say(question.ask))
        px = desk.look.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(10), px(10), px(12))
        outer.setSpacing(px(8))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        outer.addLayout(self._grid)
        self.cells: dict[Cell, Editor] = {}
        self._tools: list[RowTools] = []
        self.moves = RowMoves(self, question, desk, self.cells)
        self._linked: list[LinkedRow] = []
        self._heads: list[QWidget] = []
        self._lines = 1
        self._build_head()
        self._build_linked()
        outer.addWidget(separator())
        outer.addLayout(self._build_foot())
        self._stretch()
        self.refresh()

    def fold(self, room: int) -> None:
        """Give each line several lines of the screen where ``room`` pixels are few."""
        px = self._desk.look.px
        lines = 1 + (room < px(_ROOMY)) + (room < px(_TIGHT))
        if lines == self._lines:
            return
        self._lines, folded = lines, lines > 1
        for head in self._heads:
            head.setVisible(not folded)
        for number, linked in enumerate(self._linked):
            linked.place(self._grid, self._line(number - len(LINKED)), folded=folded)
        # Row by row: Tab follows the order in which they are put.
        for row, tools in enumerate(self._tools):
            for cell in (one for one in self.cells if one.row == row):
                self._put(cell, self.cells[cell])
            self._put_tools(row, tools)
        direction = QHBoxLayout.Direction
        self._foot.setDirection(direction.TopToBottom if folded else direction.LeftToRight)
        self._stretch()

    def refresh(self) -> None:
        """Show the stored lines, making and dropping rows as needed."""
        desk = self._desk
        rows = desk.rows(self.table.id)
        wanted = min(rows + 1, self.table.most_rows)
        grown = len(self._tools) < wanted
        while len(self._tools) < wanted:
            self._add_row(len(self._tools))
        if grown:
            tab_as_read(self)
        while len(self._tools) > wanted:
            self._drop_row()
        for tools in self._tools:
            tools.show_for(rows)
        for cell, editor in self.cells.items():
            editor.show_answer(desk.answer_of(cell), desk.unreadable(cell))
        for linked in self._linked:
            linked.refresh()
        self._show_totals()

    def commit(self) -> None:
        """Keep what was typed in any cell."""
        for editor in list(self.cells.values()):
            editor.commit()

    def take_focus(self) -> None:
        """Put the focus into the first cell of the first row that is not complete."""
        target = next(
            (cell for cell in self.cells if self._desk.answer_of(cell).is_empty),
            Cell(self.table.id, 0, self.table.name_column),
        )
        self.cells[target].take_focus()

    def add_row(self) -> None:
        """Put the focus into the empty row."""
        row = min(self._desk.rows(self.table.id), self.table.most_rows - 1)
        self.cells[Cell(self.table.id, row, self.table.name_column)].take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between rows with up and down."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                return self._move(watched, step)
        return super().eventFilter(watched, event)

    def _move(self, watched: QObject, step: int) -> bool:
        for cell, editor in self.cells.items():
            if isinstance(editor, PickEditor):
                # Up and down open its list, as everywhere a list drops down.
                continue
            if watched in (editor, _focusable(editor)) and cell.row is not None:
                target = self.cells.get(Cell(cell.question, cell.row + step, cell.column))
                if target is not None:
                    editor.commit()
                    target.take_focus()
                return True
        return False

    def _build_head(self) -> None:
        for place, column in enumerate(self.table.columns):
            text = self._desk.say(column.title)
            if isinstance(column, Amount):
                text = self._desk.words("workbench.in_yuan", title=text)
            title = label(text, "meta", wrap=False)
            self._heads.append(title)
            self._grid.addWidget(title, 0, place)

    def _build_linked(self) -> None:
        for number, (column, kind) in enumerate(LINKED):
            linked = LinkedRow(self._desk, self.table, column, kind)
            linked.go.clicked.connect(partial(self._open_linked, linked))
            linked.place(self._grid, self._line(number - len(LINKED)), folded=False)
            self._linked.append(linked)

    def _open_linked(self, linked: LinkedRow) -> None:
        self.opened.emit(linked.target)

    def _build_foot(self) -> QHBoxLayout:
        desk, words = self._desk, self._desk.words
        foot = self._foot = QHBoxLayout()
        word = desk.say(self.table.row_word) or words("ui.row")
        self.add = Button(desk.look, words("ui.add_row", row=word), icon="plus")
        self.add.setObjectName(f"{self.table.id}.add")
        self.add.clicked.connect(self.add_row)
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._monthly = label("", "small", wrap=False)
        foot.addWidget(self._monthly)
        foot.addSpacing(desk.look.px(20))
        self._total = label("", "title", wrap=False)
        self._total.setObjectName(f"{self.table.id}.total")
        foot.addWidget(self._total)
        foot.addSpacing(desk.look.px(8))
        return foot

    def _add_row(self, row: int) -> None:
        for column in self.table.columns:
            self._put(Cell(self.table.id, row, column.id), self._make(column, row))
        tools = self.moves.tools(row)
        tools.remove.clicked.connect(partial(self._remove, row))
        self._put_tools(row, tools)
        self._tools.append(tools)

    def _line(self, row: int) -> int:
        """Return the line of the grid a row begins at; linked rows count from below 0."""
        return _HEAD + (len(LINKED) + row) * self._lines

    def _put(self, cell: Cell, editor: Editor) -> None:
        places = [column.id for column in self.table.columns]
        place, line = places.index(cell.column), self._line(cell.row or 0)
        at_top = Qt.AlignmentFlag.AlignTop
        if isinstance(editor, PickEditor):
            editor.show_title(shown=self._lines > 1)
        if self._lines == 1:
            self._grid.addWidget(editor, line, place, at_top)
        elif place < _FIRST or self._lines > _FIRST:
            down, across = divmod(place, 2)
            self._grid.addWidget(editor, line + down, across * 2, 1, 2, at_top)
        else:
            self._grid.addWidget(editor, line + 1, place - _FIRST, at_top)

    def _put_tools(self, row: int, tools: RowTools) -> None:
        columns = len(self.table.columns)
        place = max(columns - _FIRST, 2 * _FIRST) if self._lines > 1 else columns
        self._grid.addWidget(tools, self._line(row), place, Qt.AlignmentFlag.AlignTop)

    def _stretch(self) -> None:
        columns = self.table.columns
        for place, column in enumerate(columns):
            room = 1 if place < len(columns) - _FIRST else 0
            self._grid.setColumnStretch(
                place, room if self._lines > 1 else _STRETCH.get(column.id, 2)
            )

    def _make(self, column: QuestionFields, row: int) -> Editor:
        cell, desk = Cell(self.table.id, row, column.id), self._desk
        editor: Editor
        if isinstance(column, OneOf):
            editor = PickEditor(column, cell, desk)
        else:
            editor = make_editor(column, cell, desk, dense=True)
        if isinstance(editor, LineEditor):
            editor.field.setFixedWidth(desk.look.px(_FIELDS.get(column.id, 110)))
            if isinstance(column, Amount):
                editor.field.setPlaceholderText(desk.words("workbench.pending"))
                editor.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.leave.connect(partial(self._leave, cell))
        target = _focusable(editor)
        spoken = desk.words("workbench.columns_row", number=row + 1)
        if not isinstance(editor, PickEditor):
            target.setAccessibleName(f"{desk.say(column.title)}, {spoken}")
        target.installEventFilter(self)
        self.cells[cell] = editor
        return editor

    def _drop_row(self) -> None:
        row = len(self._tools) - 1
        gone: list[QWidget] = [self._tools.pop()]
        gone += [self.cells.pop(Cell(self.table.id, row, one.id)) for one in self.table.columns]
        for widget in gone:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _remove(self, row: int) -> None:
        self._desk.remove_row(self.table.id, row)

    def _leave(self, cell: Cell) -> None:
        order = list(self.cells)
        following = order.index(cell) + 1
        if following < len(order):
            self.cells[order[following]].take_focus()
        else:
            self.add.show_ring()

    def _show_totals(self) -> None:
        evaluation, words = self._desk.evaluation, self._desk.words
        voice = Voice(evaluation, words.language)
        known = evaluation.figures["startup_total"].value is not None
        name = "startup_total" if known else "startup_known"
        key = "workbench.total" if known else "workbench.total_at_least"
        nothing = not known and not evaluation.figures[name].value
        shown = DASH if nothing else voice.figure(name)
        self._total.setText(words("workbench.named", name=words(key), value=shown))
        over = evaluation.figures["startup_known"].value
        cap = evaluation.inputs.cap
        set_property(self._total, "tone", "danger" if isinstance(over, int) and over > cap else "")
        monthly = sum(
            line.amount or 0
            for line in evaluation.inputs.budget_lines or ()
            if line.kind == "monthly"
        )
        text = words(
            "workbench.named",
            name=words("workbench.monthly_total"),
            value=voice.money(monthly),
        )
        self._monthly.setText(text if monthly else "")


class LinkedRow:
    """What the chosen platform charges to begin with, read from where it was answered."""

    def __init__(self, desk: Desk, table: Table, column: str, kind: str) -> None:
        self._desk, self._column = desk, column
        kinds: QuestionFields | None = table.column("kind")
        self._kind = kinds.show(kind, desk.words) if kinds is not None else kind
        self.target = desk.checklist.candidates
        self._title = label("", "small", wrap=False)
        self._title.setProperty("tone", "plain")
        self._amount = label("", "small", wrap=False)
        self._amount.setProperty("tone", "plain")
        self._amount.setProperty("strong", True)
        self._amount.setFixedWidth(desk.look.px(_FIELDS["amount"]) - desk.look.px(11))
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._paid = label("", "small", wrap=False)
        self._from = label("", "meta")
        self.go = Button(desk.look, "", "link")
        self.go.setObjectName(f"{table.id}.linked.{column}")

        self._box = panel("clear")
        row = QHBoxLayout(self._box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._from, 1)
        row.addWidget(self.go)

    def place(self, grid: QGridLayout, line: int, *, folded: bool) -> None:
        """Take a line of the grid, or two."""
        grid.addWidget(self._title, line, 0)
        grid.addWidget(self._amount, line, 1)
        grid.addWidget(self._paid, line, 2, 1, 2 if folded else 1)
        if folded:
            grid.addWidget(self._box, line + 1, 0, 1, 5)
        else:
            grid.addWidget(self._box, line, 3, 1, 4)

    def refresh(self) -> None:
        """Show what the chosen platform charges, or that none is chosen."""
        desk, words = self._desk, self._desk.words
        evaluation = desk.evaluation
        voice = Voice(evaluation, words.language)
        self._title.setText(voice.title(self._column))
        chosen, checklist = evaluation.chosen, desk.checklist
        value = chosen.get(self._column, NOTHING).value if chosen is not None else None
        known = isinstance(value, Money)
        self._amount.setText(voice.amount(value.fen) if isinstance(value, Money) else "—")
        self._paid.setText(self._kind)
        number = checklist.number(checklist.candidates)
        platform = voice.chosen_name()
        if chosen is None:
            text, go = words("workbench.no_platform"), words("workbench.choose_platform_first")
            own_site = evaluation.answer(checklist.chosen).value == "own_site"
            text = platform if own_site else text
        elif known:
            text = words("workbench.linked_from", number=number, platform=platform)
            go = words("workbench.change_platform")
        else:
            text = words("workbench.linked_unset", platform=platform)
            go = words("workbench.change_platform")
        self._from.setText(text)
        self._from.setToolTip(text)
        self.go.setText(go)
        self.go.setAccessibleName(words("workbench.tile_spoken", name=self._title.text(), value=go))
        self.go.updateGeometry()


def _focusable(editor: Editor) -> QWidget:
    """Return the widget of an editor that takes the keys."""
    if isinstance(editor, PickEditor):
        return editor.button
    return editor.field if isinstance(editor, LineEditor) else editor
