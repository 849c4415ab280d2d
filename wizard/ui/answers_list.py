"""Rows of questions with their answers; shared by the review and the summary of an area."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.model.answers import Cell, State
from wizard.model.findings import Finding
from wizard.model.questions import QuestionFields, Severity
from wizard.ui.buttons import RowButton
from wizard.ui.desk import Desk
from wizard.ui.severity import status
from wizard.ui.widgets import ShapeMark, label


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
        value = desk.evaluation.computed.get(question.id)
        if value is None:
            return words("ui.computed_waiting")
        plain = value if isinstance(value, bool) else question.read(value)
        return question.show(plain, words)
    answer = desk.answer_of(Cell(question.id))
    if answer.not_sure:
        return words("ui.state_not_sure")
    if answer.text:
        return answer.text
    if answer.value is None:
        return words("ui.not_filled")
    return question.show(answer.value, words)


class AnswerRow(RowButton):
    """One question with its answer; the whole row leads to it."""

    def __init__(self, desk: Desk, question: QuestionFields) -> None:
        super().__init__(desk.look, card=False)
        words, look = desk.words, desk.look
        finding = strongest_about(desk, question.id)
        state = desk.evaluation.states.get(question.id, State.ANSWERED)
        shape, key, tone = status(state, finding)
        number = desk.checklist.numbers.get(question.id, "")
        title = desk.say(question.title)
        answer = answer_text(desk, question)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(10), look.px(7), look.px(10), look.px(7))
        line.setSpacing(look.px(10))
        at_top = Qt.AlignmentFlag.AlignTop
        number_label = label(number, "meta", wrap=False)
        number_label.setFixedWidth(look.px(38))
        line.addWidget(number_label, 0, at_top)
        title_label = label(title, "small")
        title_label.setProperty("tone", "plain")
        title_label.setFixedWidth(look.px(190))
        line.addWidget(title_label, 0, at_top)
        line.addWidget(ShapeMark(look, shape, 16), 0, at_top)
        word = label(words(key), "meta", wrap=False)
        word.setProperty("tone", tone)
        word.setFixedWidth(look.px(88))
        line.addWidget(word, 0, at_top)
        text = label(answer, "small")
        text.setProperty("tone", "plain" if state is State.ANSWERED else "")
        line.addWidget(text, 1, at_top)
        change = words("ui.change") if state is not State.UNANSWERED else words("ui.fill")
        link = label(change, "small", wrap=False)
        link.setProperty("tone", "accent")
        line.addWidget(link, 0, at_top)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName(f"review.{question.id}")
        self.setAccessibleName(
            words("ui.row_spoken", number=number, title=title, state=words(key), answer=answer)
        )
        self.setAccessibleDescription(finding.message.say(words) if finding is not None else "")
