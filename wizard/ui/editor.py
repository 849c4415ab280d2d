"""What every editor of an answer can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.model.answers import Answer, Cell
from wizard.model.questions import QuestionFields
from wizard.model.reading import Invalid
from wizard.ui.desk import Desk


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
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show what is stored; text being typed is left alone.

        Args:
            answer: the stored answer.
            invalid: why the typed text could not be read, if it could not.
        """
        raise TypeError(type(self).__name__)

    def show_tone(self, tone: str) -> None:
        """Colour what was chosen by what follows from it; a field keeps its colour."""

    def take_focus(self) -> None:
        """Put the keyboard focus where answering begins."""
        self.setFocus()

    def commit(self) -> None:
        """Keep text that was typed and not yet committed."""

    def _send(self, raw: object) -> None:
        self.desk.answer(self.cell, raw)
