"""Why a question is asked, an example, its words and what it rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.model.checklist import Source
from wizard.model.questions import QuestionFields
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.feedback_card import said_line
from wizard.ui.parts.terms_dialog import TermsDialog
from wizard.ui.parts.widgets import badge, label
from wizard.ui.style.severity import BADGE_WORDS, EFFORT_WORDS

MOST_BESIDE = 56
"""Px of a badge that stands beside its source; a wider one stands above."""


class TermsButton(Button):
    """Leads to the list of all terms; what it stands in shows it once, whatever the question."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, desk.words("ui.terms_link"), "link", icon="list")
        self._desk = desk
        self.setObjectName("help_terms")
        self.clicked.connect(self._show)

    def _show(self) -> None:
        desk = self._desk
        terms = desk.checklist.terms.values()
        TermsDialog(self.window(), desk.look, desk.words, terms).open()


class HelpBlock(QWidget):
    """The help of one question; the same in the side panel and inside a card."""

    def __init__(self, question: QuestionFields, desk: Desk, *, with_terms: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        words, say = desk.words, desk.say
        said = said_line(question.id, desk)
        if said is not None:
            self._rows.addWidget(said)
        self._part(words("ui.why"), say(question.why))
        self._part(words("ui.example"), say(question.example))
        for term in question.terms:
            entry = desk.checklist.terms.get(term)
            if entry is not None:
                self._part(words("ui.term", term=say(entry.term)), say(entry.meaning))
        self._sources(question)
        self._part(words("ui.effort"), words(EFFORT_WORDS[question.effort]))
        if with_terms and desk.checklist.terms:
            self._rows.addWidget(TermsButton(desk), 0, Qt.AlignmentFlag.AlignLeft)

    def _part(self, title: str, text: str) -> None:
        if not text:
            return
        if title:
            self._head(title)
        self._rows.addWidget(label(text, "small"))

    def _head(self, title: str) -> None:
        head = label(title, "small")
        head.setProperty("strong", True)
        head.setProperty("tone", "plain")
        if self._rows.count():
            self._rows.addSpacing(self._desk.look.px(8))
        self._rows.addWidget(head)

    def _dated(self, name: str, source: Source) -> str:
        """Return a source with the day it was checked and, of a law, since when it is in force."""
        words, day = self._desk.words, source.checked.isoformat()
        if source.effective is None:
            return words("ui.source_checked", source=name, day=day)
        since = source.effective.isoformat()
        return words("ui.source_in_force", source=name, since=since, day=day)

    def _sources(self, question: QuestionFields) -> None:
        desk = self._desk
        known = [
            desk.checklist.sources[one] for one in question.sources if one in desk.checklist.sources
        ]
        if not known:
            return
        self._head(desk.words("ui.sources"))
        for source in known:
            mark = badge(desk.words(BADGE_WORDS[source.badge]))
            name = " ".join(
                part for part in (desk.say(source.title), desk.say(source.article)) if part
            )
            text = self._dated(name, source)
            # A long word in the badge would leave the text a column too narrow to read.
            beside = mark.sizeHint().width() <= desk.look.px(MOST_BESIDE)
            row = QHBoxLayout() if beside else QVBoxLayout()
            row.setSpacing(8 if beside else 2)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            row.addWidget(label(text, "small"), 1)
            self._rows.addLayout(row)
