"""What 还不确定 asks for: how the person means to find out, and whom to ask."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wizard.model.answers import Answer, Cell
from wizard.model.questions import QuestionFields
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.unfinished import UnfinishedText
from wizard.ui.parts.widgets import ShapeMark, label, panel

_SUGGESTIONS = ("ui.ask_platform", "ui.look_it_up", "ui.ask_trainer")


class UnsureBlock:
    """A violet box with one optional line; not sure is a full answer.

    It is filled for the first answer that is not sure.
    """

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk) -> None:
        self._question, self._desk, self._cell = question, desk, cell
        self._field: LineField | None = None
        self._unfinished: UnfinishedText | None = None
        self.frame = panel("box")
        self.frame.setProperty("tone", "unsure")
        self.frame.hide()

    def show_answer(self, answer: Answer) -> None:
        """Show the block for an answer that is not sure, else hide it."""
        if answer.not_sure and self._field is None:
            self._field = self._fill()
        self.frame.setVisible(answer.not_sure)
        if self._field is None or self._unfinished is None:
            return
        if not self._unfinished.show() and not self._field.hasFocus():
            self._field.show_text(answer.find_out)

    def _fill(self) -> LineField:
        question, desk, words = self._question, self._desk, self._desk.words
        rows = QVBoxLayout(self.frame)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(ShapeMark(desk.look, "unsure", 18), 0, Qt.AlignmentFlag.AlignTop)
        noted = label(words("ui.noted_as_todo"), "small")
        noted.setProperty("tone", "unsure")
        noted.setProperty("strong", True)
        head.addWidget(noted, 1)
        rows.addLayout(head)
        if question.whom:
            text = words("ui.whom", whom=desk.say(question.whom), say=desk.say(question.ask_them))
            whom = label(text, "small")
            whom.setProperty("tone", "plain")
            rows.addWidget(whom)
        field = LineField(f"{self._cell}.find_out", words("ui.how_find_out"))
        field.setPlaceholderText(words("ui.how_find_out"))
        field.committed.connect(self._commit)
        line = Flow(gap=6)
        field.prefer_width(desk.look.px(300))
        line.addWidget(field)
        for key in _SUGGESTIONS:
            button = Button(desk.look, words(key), "link")
            button.clicked.connect(partial(self._commit, words(key)))
            line.addWidget(button)
        rows.addLayout(line)
        self._unfinished = UnfinishedText(field, desk, rows)
        return field

    def _commit(self, text: str) -> None:
        due = self._desk.answer_of(self._cell).due
        self._desk.find_out(self._cell, text.strip(), due)
        if self._field is not None:
            self._field.show_text(text.strip())
