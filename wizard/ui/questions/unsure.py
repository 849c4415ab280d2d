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
    """A violet box with one optional line; not sure is a full answer."""

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk) -> None:
        self._desk, self._cell = desk, cell
        words = desk.words
        self.frame = panel("box")
        self.frame.setProperty("tone", "unsure")
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
        self.field = LineField(f"{cell}.find_out", words("ui.how_find_out"))
        self.field.setPlaceholderText(words("ui.how_find_out"))
        self.field.committed.connect(self._commit)
        line = Flow(gap=6)
        self.field.prefer_width(desk.look.px(300))
        line.addWidget(self.field)
        for key in _SUGGESTIONS:
            button = Button(desk.look, words(key), "link")
            button.clicked.connect(partial(self._suggest, words(key)))
            line.addWidget(button)
        rows.addLayout(line)
        self._unfinished = UnfinishedText(self.field, desk, rows)

    def show_answer(self, answer: Answer) -> None:
        """Show the block for an answer that is not sure, else hide it."""
        self.frame.setVisible(answer.not_sure)
        if not self._unfinished.show() and not self.field.hasFocus():
            self.field.show_text(answer.find_out)

    def _suggest(self, text: str) -> None:
        self._commit(text)

    def _commit(self, text: str) -> None:
        due = self._desk.answer_of(self._cell).due
        self._desk.find_out(self._cell, text.strip(), due)
        self.field.show_text(text.strip())
