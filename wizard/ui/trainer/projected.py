"""A question on a projector: what is asked and why, and nothing of anybody's answers.

A trainer who projects a participant's plan must not show whose it is or what it costs. So
the page is made from the checklist alone, and no answer, judgement or figure can get on it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.model.questions import ManyOf, OneOf, QuestionFields, YesNo
from wizard.ui.parts.buttons import Button, Kind
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import badge, clear_layout, label, panel
from wizard.ui.questions.topic_page import Page


class ProjectedQuestion(Page):
    """One question after the other, in the order of the checklist.

    Signals:
        revealed: the plan is a demonstration; its answers may be shown.
    """

    revealed = Signal()

    def __init__(self, desk: Desk, question: str) -> None:
        super().__init__()
        self._desk = desk
        self._asked = [one for one in desk.checklist.questions.values() if not one.computed]
        ids = [one.id for one in self._asked]
        self._at = ids.index(question) if question in ids else 0
        look, words = desk.look, desk.words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(28), look.px(18), look.px(28), look.px(20))
        rows.setSpacing(look.px(12))
        rows.addWidget(label(words("trainer.projected_lead"), "small"))
        self._card = panel("card")
        self._lines = QVBoxLayout(self._card)
        self._lines.setContentsMargins(look.px(22), look.px(16), look.px(22), look.px(18))
        self._lines.setSpacing(look.px(8))
        rows.addWidget(self._card)
        rows.addStretch(1)
        line = Flow(gap=12)
        self._before = self._button("question_before", line)
        self._before.clicked.connect(lambda _=False: self.step(-1))
        self._after = self._button("question_after", line, "primary")
        self._after.clicked.connect(lambda _=False: self.step(1))
        reveal = self._button("reveal", line, "ghost")
        reveal.clicked.connect(self.revealed)
        rows.addLayout(line)
        self._fill()

    @property
    def question(self) -> str:
        """Id of the question shown."""
        return self._asked[self._at].id

    def step(self, step: int) -> None:
        """Show the next or the previous question; the first and the last stay."""
        self._at = min(max(self._at + step, 0), len(self._asked) - 1)
        self._fill()

    def take_focus(self) -> None:
        """Put the focus on the next question."""
        self._after.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _button(self, name: str, line: Flow, kind: Kind = "plain") -> Button:
        button = Button(self._desk.look, self._desk.words(f"trainer.{name}"), kind)
        button.setObjectName(name)
        line.addWidget(button)
        return button

    def _fill(self) -> None:
        desk, words, question = self._desk, self._desk.words, self._asked[self._at]
        clear_layout(self._lines)
        number = desk.checklist.number(question.id)
        if number:
            self._lines.addWidget(badge(number), 0, Qt.AlignmentFlag.AlignLeft)
        ask = label(desk.say(question.ask), "h1")
        ask.setObjectName("projected")
        self._lines.addWidget(ask)
        for choice in self._choices(question):
            self._lines.addWidget(label(f"○　{choice}", "body"))
        for key, text in (("ui.why", question.why), ("ui.example", question.example)):
            if text:
                self._part(words(key), desk.say(text))
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at < len(self._asked) - 1)
        self.verticalScrollBar().setValue(0)

    def _choices(self, question: QuestionFields) -> list[str]:
        if isinstance(question, (OneOf, ManyOf)):
            return [self._desk.say(text) for text in question.choices.values()]
        if isinstance(question, YesNo):
            return [self._desk.words("model.yes"), self._desk.words("model.no")]
        return []

    def _part(self, title: str, text: str) -> None:
        head: QWidget = label(title, "small")
        head.setProperty("strong", True)
        head.setProperty("tone", "plain")
        self._lines.addWidget(head)
        self._lines.addWidget(label(text, "body"))
