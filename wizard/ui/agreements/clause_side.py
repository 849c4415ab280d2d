"""What a clause is for, the law behind it, and the answers it is made from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wizard.documents.agreements import AgreementDocument, Clause
from wizard.ui.parts.answers_list import answer_text
from wizard.ui.parts.buttons import RowButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label, panel
from wizard.ui.style.icons import Shape


class ClauseSide(QScrollArea):
    """The pane.

    Signals:
        opened: a question was picked; carries its id.
    """

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons: dict[str, RowButton] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(desk.words("life.about_clause"))
        body = panel("clear")
        self.setWidget(body)
        self.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, desk.look.px(8), 0)
        self._rows.setSpacing(desk.look.px(4))

    def show_clause(self, lead: str, clause: Clause | None, made: AgreementDocument) -> None:
        """Show what stands behind a clause, or with None behind the whole agreement."""
        words = self._desk.words
        clear_layout(self._rows)
        self._buttons = {}
        if clause is None:
            self._part(words("life.about"), lead)
            asked = [one.question for one in made.blanks]
            conflicts = [one.question for one in made.contradictions]
        else:
            key = f"life.purpose.{clause.code}"
            self._part(words("life.purpose_title"), words(key) if key in words else "")
            self._part(words("life.ground"), "\n".join(clause.grounds))
            blanks = [one.question for one in made.blanks if one.clause == clause.code]
            asked = [*blanks, *clause.questions]
            conflicts = [one.question for one in made.contradictions if one.clause == clause.code]
        if conflicts:
            self._head(words("life.contradicts"))
            self._list(conflicts, made, "red_line")
        left = [one for one in dict.fromkeys(asked) if one not in conflicts]
        if left:
            key = "life.to_fill_here" if clause is None else "life.made_from"
            self._head(words(key, count=len(left)))
            self._list(left, made, "done")
        self._rows.addStretch(1)

    def go(self, question_id: str) -> None:
        """Put the focus on a question."""
        button = self._buttons.get(question_id)
        if button is not None:
            button.show_ring()
            self.ensureWidgetVisible(button)

    def _part(self, title: str, text: str) -> None:
        if text:
            self._head(title)
            self._rows.addWidget(label(text, "small"))

    def _head(self, text: str) -> None:
        head = label(text, "small")
        head.setProperty("strong", True)
        head.setProperty("tone", "plain")
        if self._rows.count():
            self._rows.addSpacing(self._desk.look.px(6))
        self._rows.addWidget(head)

    def _list(self, questions: Iterable[str], made: AgreementDocument, shape: Shape) -> None:
        blank = {one.question for one in made.blanks}
        for question_id in dict.fromkeys(questions):
            button = self._row(question_id, "open" if question_id in blank else shape)
            if button is not None:
                self._buttons[question_id] = button
                self._rows.addWidget(button)
                button.show()

    def _row(self, question_id: str, shape: Shape) -> RowButton | None:
        desk, words = self._desk, self._desk.words
        question = desk.evaluation.question(question_id)
        if question is None:
            return None
        checklist = desk.checklist
        asked = question_id in checklist.questions
        answer = answer_text(desk, checklist.questions[question_id]) if asked else ""
        title = desk.titled(question_id)
        button = RowButton(desk.look, card=False)
        button.setObjectName(f"asked.{question_id}")
        line = QHBoxLayout(button)
        line.setContentsMargins(6, 4, 6, 4)
        line.setSpacing(desk.look.px(8))
        line.addWidget(ShapeMark(desk.look, shape, 16), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        name = label(title, "small")
        name.setProperty("tone", "plain")
        texts.addWidget(name)
        said = words("life.to_fill") if shape == "open" else answer
        if said:
            texts.addWidget(label(said, "meta"))
        line.addLayout(texts, 1)
        for child in button.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.setAccessibleName(f"{title} {said}".strip())
        button.clicked.connect(partial(self.opened.emit, question_id))
        return button
