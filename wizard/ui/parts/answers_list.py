"""Rows of questions with their answers; shared by the review and the summary of an area."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.model.answers import Cell, State
from wizard.model.findings import Finding
from wizard.model.questions import QuestionFields, Severity
from wizard.model.ranges import show_range
from wizard.ui.parts.buttons import RowButton
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import ShapeMark, label
from wizard.ui.style.icons import Shape
from wizard.ui.style.severity import AREA_SIGNS, status
from wizard.ui.style.theme import LARGE

_TOP = Qt.AlignmentFlag.AlignTop


def strongest_about(desk: Desk, question_id: str) -> Finding | None:
    """Return the strongest finding that counts about a question, or a column of it."""
    evaluation = desk.evaluation
    columns = evaluation.checklist.columns
    for finding in evaluation.findings:
        if not finding.counts or finding.severity is Severity.INFO:
            continue
        first = finding.questions[0]
        if first == question_id or (first in columns and columns[first][0].id == question_id):
            return finding
    return None


def answer_text(desk: Desk, question: QuestionFields) -> str:
    """Return the answer of a question in words."""
    words = desk.words
    if question.computed:
        return desk.computed_text(question) or words("ui.computed_waiting")
    answer = desk.answer_of(Cell(question.id))
    if answer.not_sure:
        return words("ui.state_not_sure")
    if answer.text:
        return answer.text
    if answer.value is None:
        return words("ui.not_filled")
    return question.show(answer.value, words) + show_range(question, answer, words)


class AnswerRow(RowButton):
    """One question with its answer; the whole row leads to it."""

    def __init__(self, desk: Desk, question: QuestionFields) -> None:
        super().__init__(desk.look, card=False)
        words, look = desk.words, desk.look
        finding = strongest_about(desk, question.id)
        state = desk.evaluation.states.get(question.id, State.ANSWERED)
        shape, key, tone = status(state, finding)
        if finding is None and state is State.ANSWERED and desk.route.is_open(question.id):
            # The table is filled in, but the chosen row is not.
            shape, key, tone = AREA_SIGNS["in_progress"]
        number = desk.checklist.number(question.id)
        title = desk.say(question.title)
        answer = answer_text(desk, question)
        change = words("ui.change" if state is not State.UNANSWERED else "ui.fill")
        text = label(answer, "small")
        text.setProperty("tone", "plain" if state is State.ANSWERED else "")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.px(10), look.px(7), look.px(10), look.px(7))
        line = QHBoxLayout()
        line.setSpacing(look.px(10))
        rows.addLayout(line)
        self._fill(line, number, title, (shape, words(key), tone))
        # Large text leaves no room for columns: the answer moves under its question.
        (rows if look.factor > LARGE else line).addWidget(text, 1, _TOP)
        link = label(change, "small", wrap=False)
        link.setProperty("tone", "accent")
        line.addWidget(link, 0, _TOP)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName(f"review.{question.id}")
        self.setAccessibleName(
            words("ui.row_spoken", number=number, title=title, state=words(key), answer=answer)
        )
        self.setAccessibleDescription(finding.message.say(words) if finding is not None else "")

    def _fill(
        self, line: QHBoxLayout, number: str, title: str, status: tuple[Shape, str, str]
    ) -> None:
        look, (shape, word, tone) = self._look, status
        large = look.factor > LARGE
        number_label = label(number, "meta", wrap=False)
        number_label.setMinimumWidth(look.px(38))
        line.addWidget(number_label, 0, _TOP)
        title_label = label(title, "small")
        title_label.setProperty("tone", "plain")
        if not large:
            title_label.setFixedWidth(look.px(190))
        line.addWidget(title_label, 1 if large else 0, _TOP)
        line.addWidget(ShapeMark(look, shape, 16), 0, _TOP)
        word_label = label(word, "meta", wrap=False)
        word_label.setProperty("tone", tone)
        word_label.setMinimumWidth(look.px(88))
        line.addWidget(word_label, 0, _TOP)
