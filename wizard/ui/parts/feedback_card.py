"""What the trainer wrote about the plan: the whole of it, and a line beside a question."""

from __future__ import annotations

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QLabel, QVBoxLayout

from wizard.session.feedback import Feedback, feedback
from wizard.ui.parts.buttons import RowButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import clear_layout, label, panel


def said_about(question: str, desk: Desk) -> str:
    """Return what the trainer wrote about a question; empty for nothing."""
    return feedback(desk.session.plan.summary).notes.get(question, "")


def said_line(question: str, desk: Desk) -> QLabel | None:
    """Return the trainer's words on a question as a line, or None for none."""
    text = said_about(question, desk)
    if not text or desk.look.theme == "projector":
        return None
    line = label(desk.words("trainer.said_about", text=text), "small")
    line.setObjectName(f"{question}.said")
    line.setProperty("tone", "accent")
    line.setProperty("strong", True)
    return line


class FeedbackCard:
    """The trainer's grade, comment and notes on a page of the plan; hidden without any.

    A note leads to its question.
    """

    def __init__(self, desk: Desk, opened: SignalInstance) -> None:
        self._desk, self._opened = desk, opened
        self._shown: Feedback | None = None
        self.frame = panel("card")
        self.frame.setObjectName("feedback")
        look = desk.look
        self._rows = QVBoxLayout(self.frame)
        self._rows.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        self._rows.setSpacing(look.px(6))

    def refresh(self) -> None:
        """Show what the plan holds of a trainer."""
        desk, words = self._desk, self._desk.words
        said = feedback(desk.session.plan.summary)
        if said == self._shown:
            return
        self._shown = said
        clear_layout(self._rows)
        self.frame.setVisible(bool(said) and desk.look.theme != "projector")
        if not said:
            return
        lead = " · ".join(part for part in (said.class_name, said.date) if part)
        self._rows.addWidget(label(words("trainer.said"), "h2"))
        if lead:
            self._rows.addWidget(label(lead, "small"))
        if said.grade:
            grade = words(f"workshop.grade.{said.grade}")
            self._rows.addWidget(label(words("trainer.said_grade", grade=grade), "title"))
        if said.comment:
            self._rows.addWidget(label(said.comment, "body"))
        for question in desk.checklist.questions:
            note = said.notes.get(question)
            if note:
                number = desk.checklist.number(question)
                row = RowButton(desk.look)
                row.setObjectName(f"feedback.{question}")
                row.setAccessibleName(f"{number} {note}")
                line = QVBoxLayout(row)
                line.setContentsMargins(desk.look.px(12), 8, desk.look.px(12), 8)
                text = label(f"{number}　{note}", "body")
                text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                line.addWidget(text)
                row.clicked.connect(lambda _=False, one=question: self._opened.emit(one))
                self._rows.addWidget(row)
