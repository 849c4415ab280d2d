"""Editors of tables: rows of labelled cells, and candidates side by side.

One empty row is always there to type into; typing makes it a row. Cells are editors like
any other, named ``table.row.column`` with rows counted from 1.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wizard.model.answers import Answer, Cell
from wizard.model.findings import Finding
from wizard.model.questions import QuestionFields, Severity, Table
from wizard.model.reading import Invalid
from wizard.text import capital
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.matrix import Matrix
from wizard.ui.parts.pills import CheckPill
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label, panel, tab_as_read
from wizard.ui.questions.cell_box import CellBox
from wizard.ui.questions.editor import ComputedCell, Editor
from wizard.ui.questions.editors import make_editor
from wizard.ui.questions.moving import RowMoves, RowTools
from wizard.ui.style.severity import SEVERITY_SIGNS

__all__ = ["CandidatesEditor", "RowsEditor", "make_editor"]


class _Frame(Editor):
    """What both table editors share: whole-table options below the rows."""

    def __init__(self, question: Table, cell: Cell, desk: Desk) -> None:
        super().__init__(question, cell, desk)
        self.table = question
        self.setObjectName(question.id)
        self.setAccessibleName(desk.say(question.ask))
        self.layout_rows = QVBoxLayout(self)
        self.layout_rows.setContentsMargins(0, 0, 0, 0)
        self.layout_rows.setSpacing(desk.look.px(8))
        self.cells: dict[Cell, Editor] = {}
        self._boxes: dict[Cell, CellBox] = {}
        self.moves = RowMoves(self, question, desk, self.cells)
        self._tools: list[RowTools] = []

    def build_foot(self) -> None:
        """Add the buttons for one more row, for none at all and for not sure."""
        desk, words, question = self.desk, self.desk.words, self.table
        foot = Flow()
        word = desk.say(question.row_word) or words("ui.row")
        self.add = Button(desk.look, words("ui.add_row", row=word), icon="plus")
        self.add.setObjectName(f"{question.id}.add")
        self.add.setAccessibleName(
            words("ui.option_of", option=self.add.text(), question=desk.say(question.title))
        )
        self.add.clicked.connect(self.add_row)
        foot.addWidget(self.add)
        self._none = CheckPill(desk.look, words("ui.table_none"))
        self._none.setObjectName(f"{question.id}.none")
        self._none.setAccessibleName(
            words("ui.option_of", option=words("ui.table_none"), question=desk.say(question.ask))
        )
        self._none.clicked.connect(self._toggle_none)
        self._unsure = CheckPill(desk.look, words("ui.not_sure"), tone="unsure")
        self._unsure.setObjectName(f"{question.id}.not_sure")
        self._unsure.setAccessibleName(
            words("ui.option_of", option=words("ui.not_sure"), question=desk.say(question.ask))
        )
        self._unsure.clicked.connect(self._toggle_unsure)
        if question.none_allowed:
            foot.addWidget(self._none)
        if question.unsure:
            foot.addWidget(self._unsure)
        self.layout_rows.addLayout(foot)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show the stored rows, making and dropping rows as needed."""
        del invalid
        made = len(self.cells)
        self.fit_rows(self.desk.rows(self.table.id))
        if len(self.cells) > made:
            tab_as_read(self)
        for cell, editor in self.cells.items():
            editor.show_answer(self.desk.answer_of(cell), self.desk.unreadable(cell))
            self._boxes[cell].show_finding(self.finding_of(cell))
        self._none.setChecked(answer.value == ())
        self._none.setVisible(self.table.none_allowed and self.desk.rows(self.table.id) == 0)
        self._unsure.setChecked(answer.not_sure)
        self._unsure.setVisible(self.table.unsure and self.desk.rows(self.table.id) == 0)

    def finding_of(self, cell: Cell) -> Finding | None:
        """Return the strongest finding about a cell."""
        found = self.desk.evaluation.findings_of(cell.column, cell.row)
        return found[0] if found else None

    def make_cell(self, column: QuestionFields, row: int, title: str = "") -> CellBox:
        """Return the editor of one cell in its box."""
        cell = Cell(self.table.id, row, column.id)
        if column.computed:
            editor: Editor = ComputedCell(column, cell, self.desk)
        else:
            editor = make_editor(column, cell, self.desk, dense=True)
        editor.leave.connect(partial(self._leave_cell, cell))
        self.cells[cell] = editor
        self._boxes[cell] = CellBox(editor, title)
        return self._boxes[cell]

    def forget_row(self, row: int) -> None:
        """Let go of the cells of a row that is no longer on screen."""
        for column in self.table.columns:
            self.cells.pop(Cell(self.table.id, row, column.id), None)
            self._boxes.pop(Cell(self.table.id, row, column.id), None)

    def fit_rows(self, rows: int) -> None:
        """Make room for ``rows`` rows and one to type into."""
        raise TypeError(type(self).__name__, rows)

    def take_focus(self) -> None:
        """Put the focus into the first cell."""
        first = next(iter(self.cells.values()), None)
        if first is not None:
            first.take_focus()

    def commit(self) -> None:
        """Keep what was typed in any cell."""
        for editor in list(self.cells.values()):
            editor.commit()

    def shown_rows(self, rows: int) -> int:
        """Return how many rows are on screen: one more than there are, up to the limit."""
        return min(rows + 1, self.table.most_rows)

    def add_row(self) -> None:
        """Put the focus into the empty row."""
        rows = self.desk.rows(self.table.id)
        target = min(rows, self.table.most_rows - 1)
        editor = self.cells.get(Cell(self.table.id, target, self.table.name_column))
        if editor is not None:
            editor.take_focus()

    def make_tools(self, row: int, icon: str = "up") -> RowTools:
        """Return the buttons that move and remove a row."""
        tools = self.moves.tools(row, icon)
        tools.remove.clicked.connect(partial(self.remove_row, row))
        self._tools.append(tools)
        return tools

    def remove_row(self, row: int) -> None:
        """Remove a row; undo brings it back."""
        self.desk.remove_row(self.table.id, row)

    def _leave_cell(self, cell: Cell) -> None:
        order = list(self.cells)
        following = order.index(cell) + 1
        if following < len(order):
            self.cells[order[following]].take_focus()
        else:
            self.leave.emit()

    def _toggle_none(self) -> None:
        if self._none.isChecked():
            self.desk.confirm_none(self.table.id)
        else:
            self.desk.answer(self.cell, None)

    def _toggle_unsure(self) -> None:
        if self._unsure.isChecked():
            self.desk.not_sure(self.cell)
        else:
            self.desk.answer(self.cell, None)


class RowsEditor(_Frame):
    """A table as a list of rows; each row is a strip of labelled cells that wraps."""

    def __init__(self, question: Table, cell: Cell, desk: Desk) -> None:
        super().__init__(question, cell, desk)
        self._strips: list[QFrame] = []
        self._rows_box = QVBoxLayout()
        self._rows_box.setSpacing(desk.look.px(6))
        self.layout_rows.addLayout(self._rows_box)
        self.build_foot()

    def fit_rows(self, rows: int) -> None:
        """Add or drop strips at the end; strips that stay keep their focus."""
        wanted = self.shown_rows(rows)
        while len(self._strips) < wanted:
            self._add_strip(len(self._strips))
        while len(self._strips) > wanted:
            self._drop_strip()
        for tools in self._tools:
            tools.show_for(rows)

    def _add_strip(self, row: int) -> None:
        desk, look = self.desk, self.desk.look
        strip = panel("clear")
        line = QHBoxLayout(strip)
        line.setContentsMargins(0, 0, 0, look.px(6))
        line.setSpacing(look.px(8))
        number = label(str(row + 1), "meta", wrap=False)
        number.setFixedWidth(look.px(20))
        line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        flow = Flow(gap=look.px(10))
        for column in self.table.columns:
            flow.addWidget(self.make_cell(column, row, desk.say(column.title)))
        line.addLayout(flow, 1)
        tools = self.make_tools(row)
        line.addWidget(tools, 0, Qt.AlignmentFlag.AlignTop)
        self._strips.append(strip)
        self._rows_box.addWidget(strip)
        strip.show()

    def _drop_strip(self) -> None:
        row = len(self._strips) - 1
        strip = self._strips.pop()
        self._tools.pop()
        self.forget_row(row)
        self._rows_box.removeWidget(strip)
        strip.hide()
        strip.deleteLater()


class CandidatesEditor(_Frame):
    """The candidates' table: one column a candidate, one row a condition."""

    def __init__(self, question: Table, cell: Cell, desk: Desk) -> None:
        super().__init__(question, cell, desk)
        self._matrix = Matrix(desk.look, desk.look.px(236), desk.look.px(216))
        self.layout_rows.addWidget(self._matrix)
        self._columns = 0
        self._folded: frozenset[int] = frozenset()
        self._unfolded = False
        self._verdicts: list[QVBoxLayout] = []
        self.line_of: dict[str, int] = {}
        self._build_heads()
        self.build_foot()

    def fit_rows(self, rows: int) -> None:
        """Add or drop candidates at the end; a last empty one is there to be named."""
        wanted = self._wanted(rows)
        if self._columns > wanted:
            while self._columns > wanted:
                self._drop_candidate()
        while self._columns < wanted:
            self._add_candidate(self._columns)
        for tools in self._tools:
            tools.show_for(rows)
        for row in range(self._columns):
            self._show_verdict(row)
        self.add.setVisible(rows < self.table.most_rows and self._columns <= rows)
        self.matrix.hide_rows(self.off_route() | self._folded)
        self.matrix.settle()

    def off_route(self) -> frozenset[int]:
        """Return the lines the short path leaves out."""
        route = self.desk.route
        if self._unfolded:
            return frozenset()
        return frozenset(line for one, line in self.line_of.items() if not route.asks(one))

    def unfold(self) -> None:
        """Show every line also on the short path."""
        self._unfolded = True
        self.matrix.hide_rows(self._folded)

    def fold(self, lines: frozenset[int]) -> None:
        """Fold more lines away."""
        self._folded = lines
        self.matrix.hide_rows(self.off_route() | lines)

    def add_row(self) -> None:
        """Open one more empty column and put the focus into its name."""
        rows = self.desk.rows(self.table.id)
        if self._columns <= rows < self.table.most_rows:
            self._add_candidate(rows)
            self.matrix.settle()
        super().add_row()

    @property
    def matrix(self) -> Matrix:
        """Where heads and cells stand; ``line_of`` tells the line of each column."""
        return self._matrix

    def summary_heads(self) -> list[QWidget]:
        """Return heads of lines that stand under the names and are not asked."""
        return []

    def summary_cells(self, row: int) -> list[QWidget]:
        """Return the cells of those lines for one candidate."""
        del row
        return []

    def _wanted(self, rows: int) -> int:
        """One column to begin with; a spare one only after it was asked for."""
        opened = min(self._columns, self.table.most_rows)
        return max(rows, 1, opened if opened == rows + 1 else 0)

    def _build_heads(self) -> None:
        desk = self.desk
        self.matrix.add_head(label("", "meta"))
        group = ""
        for column in self.table.columns:
            if column.group and column.group != group:
                group = column.group
                key = f"ui.group_{group}"
                if key in desk.words:
                    self.matrix.add_section(label(desk.words(key), "title"))
            head = QWidget()
            lines = QVBoxLayout(head)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(1)
            title = label(desk.say(column.title), "small")
            title.setProperty("strong", True)
            title.setProperty("tone", "plain")
            lines.addWidget(title)
            lines.addWidget(label(desk.say(column.ask), "meta"))
            self.line_of[column.id] = self.matrix.rows
            self.matrix.add_head(head)
            if column.id == self.table.name_column:
                for summary in self.summary_heads():
                    self.matrix.add_head(summary)
        self.matrix.add_head(label(desk.words("ui.conclusion"), "small"))

    def _add_candidate(self, row: int) -> None:
        desk, words = self.desk, self.desk.words
        word = desk.say(self.table.row_word) or words("ui.row")
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(capital(words("ui.candidate", row=word, number=row + 1)), "meta"), 1)
        line.addWidget(self.make_tools(row, "back"))
        widgets: list[QWidget] = [top]
        for column in self.table.columns:
            widgets.append(self.make_cell(column, row))
            if column.id == self.table.name_column:
                widgets += self.summary_cells(row)
        verdict = QWidget()
        lines = QVBoxLayout(verdict)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        self._verdicts.append(lines)
        widgets.append(verdict)
        self.matrix.add_column(widgets)
        self._columns += 1

    def _drop_candidate(self) -> None:
        self._columns -= 1
        self._verdicts.pop()
        self._tools.pop()
        self.forget_row(self._columns)
        self.matrix.drop_column()

    def _show_verdict(self, row: int) -> None:
        """Count what speaks against a candidate and what is open; no score."""
        words, lines = self.desk.words, self._verdicts[row]
        clear_layout(lines)
        about = [one for one in self.desk.evaluation.findings if one.place == row]
        for severity in (Severity.RED_LINE, Severity.FIX, Severity.WATCH):
            count = sum(one.severity is severity for one in about)
            if count:
                text = words("ui.count_of", what=words(SEVERITY_SIGNS[severity].word), count=count)
                lines.addWidget(self._counted(SEVERITY_SIGNS[severity].shape, text))
        open_cells = sum(
            self.desk.answer_of(Cell(self.table.id, row, column.id)).is_empty
            for column in self.table.columns
        )
        if open_cells:
            text = words("ui.count_of", what=words("ui.not_checked"), count=open_cells)
            lines.addWidget(self._counted("open", text))

    def _counted(self, shape: str, text: str) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(ShapeMark(self.desk.look, shape, 16))  # type: ignore[arg-type]
        line.addWidget(label(text, "small"), 1)
        return box


@make_editor.register
def _(question: Table, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    del dense
    if question.id == desk.checklist.candidates:
        return CandidatesEditor(question, cell, desk)
    return RowsEditor(question, cell, desk)
