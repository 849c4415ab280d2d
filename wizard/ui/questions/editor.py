"""What every editor of an answer can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.model.answers import Answer, Cell
from wizard.model.questions import QuestionFields, Table
from wizard.model.reading import Invalid
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import label


def asked(question: QuestionFields, cell: Cell, desk: Desk) -> str:
    """Return a question as assistive technology is told it; in a table, with its row."""
    said, table = desk.say(question.ask), desk.checklist.questions.get(cell.question)
    if cell.row is None or not isinstance(table, Table):
        return said
    word = desk.say(table.row_word) or desk.words("ui.row")
    row = desk.words("ui.candidate", row=word, number=cell.row + 1)
    return desk.words("ui.option_of", option=said, question=row)


class Editor(QWidget):
    """Edits the answer at one place.

    Signals:
        leave: the person is done here and wants to go on.
    """

    leave = Signal()

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk) -> None:
        super().__init__()
        self.question = question
        self.cell = cell
        self.desk = desk

    @property
    def asked(self) -> str:
        """The question as assistive technology is told it; in a table, with its row."""
        return asked(self.question, self.cell, self.desk)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show what is stored; text being typed is left alone.

        Args:
            answer: the stored answer.
            invalid: why the typed text could not be read, if it could not.
        """
        raise TypeError(type(self).__name__)

    def show_tone(self, tone: str) -> None:
        """Colour what was chosen by what follows from it; a field keeps its colour."""

    def describe(self, judgement: str) -> None:
        """Let assistive technology read what follows from the answer with its field."""
        field = self.findChild(QWidget, str(self.cell)) or self
        field.setAccessibleDescription(judgement)

    def take_focus(self) -> None:
        """Put the keyboard focus where answering begins."""
        self.setFocus()

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""

    def _send(self, raw: object) -> None:
        self.desk.answer(self.cell, raw)


class ComputedCell(Editor):
    """A cell that is worked out from others of its row; nothing to type."""

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk) -> None:
        super().__init__(question, cell, desk)
        self.setObjectName(str(cell))
        self.setAccessibleName(self.asked)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._value = label("", "small")
        row.addWidget(self._value)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show the value as far as it can be worked out."""
        del answer, invalid
        value = self.desk.computed_cell(self.question, self.cell)
        self._value.setText(self.desk.words("ui.computed", value=value) if value else "—")

    def take_focus(self) -> None:
        """Go on to the next cell; there is nothing to type here."""
        self.leave.emit()
