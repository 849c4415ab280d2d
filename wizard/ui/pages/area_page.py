"""A whole area on one page: every question a row, one of them open to be answered."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.model.answers import State
from wizard.model.checklist import Area
from wizard.model.questions import Table
from wizard.ui.parts.answers_list import AnswerRow, answer_text, strongest_about
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import clear_layout
from wizard.ui.questions.topic_page import TopicPage
from wizard.ui.style.severity import ordinal


class AreaPage(TopicPage):
    """The questions of an area, for who knows them already; cards and keys as on any page."""

    def __init__(self, area: Area, desk: Desk, parent: QWidget | None = None) -> None:
        self._lines: dict[str, QVBoxLayout] = {}
        self._said: dict[str, object] = {}
        parts = {"title": area.title, "lead": area.lead, "questions": area.questions}
        super().__init__(area, area.topics[0].model_copy(update=parts), desk, parent)
        rows = self.body.layout()
        assert isinstance(rows, QVBoxLayout)  # noqa: S101 - the page above made it
        for question_id, card in self.cards.items():
            line = QVBoxLayout()
            rows.insertLayout(rows.indexOf(card), line)
            self._lines[question_id] = line
        rows.setSpacing(desk.look.px(4))
        self.refresh()

    @property
    def is_wide(self) -> bool:
        """Whether the open card is a table that wants the room of the side panel."""
        card = self.cards.get(self._current)
        return (
            card is not None and isinstance(card.question, Table) and len(card.question.columns) > 3
        )

    def refresh(self) -> None:
        """Show the open card, and every other question as a row."""
        shown = self._shown()
        for question_id, card in self.cards.items():
            is_open = question_id == self._current and question_id in shown
            card.setVisible(is_open)
            if is_open:
                card.refresh()
            if question_id in self._lines:
                self._show_row(question_id, shown=question_id in shown and not is_open)
        folded = len(self._applying()) - len(shown)
        self._folded.setVisible(folded > 0)
        self._folded.setText(self._desk.words("ui.folded_questions", count=folded))
        self._folded.updateGeometry()

    def take_focus(self) -> None:
        """Put the focus on the row of the first open question, or on the first."""
        shown, answers = self._shown(), self._desk.evaluation.answers
        target = next((one for one in shown if one not in answers), shown[0] if shown else "")
        row = self._row(target)
        if row is not None and target != self._current:
            row.show_ring()
        elif target:
            self.go(target)

    def go(self, question_id: str, *, highlight: bool = False) -> None:
        """Open the card of a question; the one open before becomes a row again."""
        if self._current in self.cards and self._current != question_id:
            self.cards[self._current].commit()
        self._current = question_id
        self.refresh()
        super().go(question_id, highlight=highlight)
        self.current_changed.emit(question_id)

    def _row(self, question_id: str) -> AnswerRow | None:
        line = self._lines.get(question_id)
        item = line.itemAt(0) if line is not None else None
        widget = item.widget() if item is not None else None
        return widget if isinstance(widget, AnswerRow) else None

    def _show_row(self, question_id: str, *, shown: bool) -> None:
        desk, question = self._desk, self.cards[question_id].question
        state = desk.evaluation.states.get(question_id, State.UNANSWERED)
        said = (state, answer_text(desk, question), strongest_about(desk, question_id))
        if not shown:
            clear_layout(self._lines[question_id])
            self._said.pop(question_id, None)
        elif self._said.get(question_id) != said:
            self._said[question_id] = said
            clear_layout(self._lines[question_id])
            row = AnswerRow(desk, question)
            row.setObjectName(f"row.{question_id}")
            row.clicked.connect(lambda _=False, one=question_id: self.go(one))
            self._lines[question_id].addWidget(row)

    def _place_text(self) -> str:
        words, areas = self._desk.words, self._desk.checklist.areas
        number = next(place for place, area in enumerate(areas, 1) if area.id == self.area.id)
        return words("list.eyebrow", ordinal=ordinal(number, words))
