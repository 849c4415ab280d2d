"""After the checklist changed: what to look at again, and the answers that no longer fit."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.errors import WizardError
from wizard.ui.parts.answers_list import answer_text
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import clear_layout, label, panel
from wizard.ui.questions.topic_page import Page

_REASONS = {
    "does_not_fit": "life.reason_does_not_fit",
    "merged": "life.reason_merged",
    "revised": "life.reason_revised",
}


class DrawerPage(Page):
    """The page.

    Signals:
        opened: a question was picked; carries its id.
        told: something was done; carries what to say.
    """

    opened = Signal(str)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("drawer_page")
        px, words = desk.look.px, desk.words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(px(28), px(18), px(28), px(20))
        rows.setSpacing(px(10))
        rows.addWidget(label(words("life.drawer"), "h1"))
        rows.addWidget(label(words("life.drawer_lead"), "body"))
        self._sections = QVBoxLayout()
        self._sections.setSpacing(px(10))
        rows.addLayout(self._sections)
        rows.addStretch(1)
        self._first: Button | None = None

    def refresh(self) -> None:
        """Show what is left to look at."""
        session, words = self._desk.session, self._desk.words
        clear_layout(self._sections)
        self._first = None
        review = {
            one: reason
            for one, reason in session.review.items()
            if one in self._desk.checklist.questions
        }
        if review:
            card = self._section(words("life.to_confirm", count=len(review)))
            for question_id, reason in review.items():
                card.addLayout(self._to_confirm(question_id, reason))
        if session.retired:
            card = self._section(words("life.retired", count=len(session.retired)))
            card.addWidget(label(words("life.retired_lead"), "small"))
            for key, plain in session.retired.items():
                card.addLayout(self._retired(key, plain))
        if not review and not session.retired:
            self._sections.addWidget(label(words("life.drawer_empty"), "body"))

    def take_focus(self) -> None:
        """Put the focus on the first thing to look at."""
        if self._first is not None:
            self._first.show_ring()

    def _section(self, title: str) -> QVBoxLayout:
        px = self._desk.look.px
        card = panel("card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(px(18), px(12), px(14), px(12))
        rows.setSpacing(px(6))
        rows.addWidget(label(title, "title"))
        self._sections.addWidget(card)
        return rows

    def _to_confirm(self, question_id: str, reason: str) -> QHBoxLayout:
        desk, words = self._desk, self._desk.words
        question = desk.checklist.questions[question_id]
        title = desk.titled(question_id)
        lines = [desk.say(question.changed) or words(_REASONS.get(reason, "life.reason_revised"))]
        if question.was_ask:
            lines.append(words("life.asked_before", text=desk.say(question.was_ask)))
            lines.append(words("life.asked_now", text=desk.say(question.ask)))
        lines.append(words("life.answer_now", answer=answer_text(desk, question)))
        look = Button(desk.look, words("life.look"), "link")
        look.setObjectName(f"look.{question_id}")
        look.setAccessibleName(f"{words('life.look')} {title}")
        look.clicked.connect(partial(self.opened.emit, question_id))
        fine = Button(desk.look, words("life.still_right"), icon="review")
        fine.setObjectName(f"confirm.{question_id}")
        fine.setAccessibleName(f"{words('life.still_right')} {title}")
        fine.clicked.connect(partial(self._confirm, question_id, title))
        return self._line(title, "\n".join(lines), look, fine)

    def _retired(self, key: str, plain: Any) -> QHBoxLayout:
        desk, words = self._desk, self._desk.words
        title, now = self._succession(key)
        shown = _in_words(plain, words("model.list_comma"))
        copy = Button(desk.look, words("life.copy_answer"), "link", icon="copy")
        copy.setObjectName(f"copy.{key}")
        copy.setAccessibleName(f"{words('life.copy_answer')} {title}")
        copy.clicked.connect(partial(self._copy, shown, title))
        return self._line(title, f"{shown}\n{now}" if now else shown, copy)

    def _succession(self, key: str) -> tuple[str, str]:
        """Return how the question of an old answer was asked, and what asks it now."""
        desk, words = self._desk, self._desk.words
        question = desk.checklist.questions.get(key)
        if question is not None:
            return desk.say(question.was_ask or question.title), desk.say(question.changed)
        heirs = [one for one in desk.checklist.questions.values() if key in one.was]
        if not heirs:
            return key, ""
        before = next((desk.say(one.was_ask) for one in heirs if one.was_ask), key)
        names = words("model.list_comma").join(desk.say(one.title) for one in heirs)
        lines = [desk.say(one.changed) for one in heirs if one.changed]
        return before, "\n".join([words("life.asked_by_now", names=names), *lines])

    def _line(self, title: str, text: str, *buttons: Button) -> QHBoxLayout:
        px = self._desk.look.px
        line = QHBoxLayout()
        line.setSpacing(px(8))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        head = label(title, "body")
        head.setProperty("strong", True)
        texts.addWidget(head)
        texts.addWidget(label(text, "small"))
        line.addLayout(texts, 1)
        for button in buttons:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self._first = self._first or button
        return line

    def _confirm(self, question_id: str, title: str) -> None:
        desk = self._desk
        try:
            desk.session.confirm(question_id)
        except WizardError as error:
            desk.refused.emit(error)
            return
        desk.evaluated.emit(desk.evaluation)
        self.refresh()
        self.take_focus()
        self.told.emit(desk.words("life.confirmed", title=title))

    def _copy(self, text: str, title: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.told.emit(self._desk.words("life.copied", title=title))


def _in_words(plain: Any, comma: str) -> str:
    """Return a stored answer as people read it: values, one after the other."""
    if isinstance(plain, dict):
        parts = (f"{key}: {_in_words(one, comma)}" for key, one in plain.items())
        return _in_words(plain["value"], comma) if "value" in plain else comma.join(parts)
    if isinstance(plain, list):
        rows = any(isinstance(one, (dict, list)) for one in plain)
        return ("\n" if rows else comma).join(_in_words(one, comma) for one in plain)
    if isinstance(plain, bool):
        return "✓" if plain else "✗"
    return "—" if plain is None else str(plain)
