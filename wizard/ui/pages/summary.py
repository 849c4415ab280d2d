"""本区小结: what was chosen in one area, what speaks against it, and where to go next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from wizard.model.answers import State
from wizard.model.checklist import Area
from wizard.model.questions import QuestionFields, Severity
from wizard.ui.parts.answers_list import AnswerRow
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import clear_layout, label, panel
from wizard.ui.questions.judgement import JudgementBox
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.severity import ordinal


class SummaryPage(Page):
    """The summary of one area.

    Signals:
        opened: a question was picked.
    """

    opened = Signal(str)

    def __init__(self, area: Area, desk: Desk) -> None:
        super().__init__()
        self.area = area
        self._desk = desk
        look, words = desk.look, desk.words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(28), look.px(18), look.px(28), look.px(20))
        rows.setSpacing(look.px(10))
        number = [one.id for one in desk.checklist.areas].index(area.id) + 1
        title = words("ui.area_title", ordinal=ordinal(number, words), area=desk.say(area.title))
        eyebrow = label(title, "small")
        eyebrow.setProperty("tone", "accent")
        rows.addWidget(eyebrow)
        rows.addWidget(label(words("ui.summary"), "h1"))
        self._skipped = label("", "body")
        rows.addWidget(self._skipped)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(8))
        rows.addLayout(self._list)
        self._unfolded = False
        self._folded = Button(look, "", "link", icon="down")
        self._folded.setObjectName(f"{area.id}.unfold")
        self._folded.clicked.connect(self._unfold)
        rows.addWidget(self._folded, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)

    def refresh(self) -> None:
        """Show the area as it stands."""
        desk, evaluation = self._desk, self._desk.evaluation
        clear_layout(self._list)
        mine = {one.id for one in self.area.questions}
        area_of = evaluation.checklist.area_of
        for finding in evaluation.findings:
            weighty = finding.severity is not Severity.INFO and finding.counts
            if weighty and area_of.get(finding.questions[0]) == self.area.id:
                box = JudgementBox(desk)
                self._list.addWidget(box)
                box.show_finding(finding)
        card = panel("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(8, 6, 8, 6)
        lines.setSpacing(0)
        shown = self._shown()
        for question in shown:
            row = AnswerRow(desk, question)
            row.clicked.connect(lambda _=False, one=question.id: self.opened.emit(one))
            lines.addWidget(row)
        self._list.addWidget(card)
        card.setVisible(bool(shown))
        folded = len(mine & evaluation.visible) - len(shown)
        self._folded.setVisible(folded > 0)
        self._folded.setText(desk.words("ui.folded_questions", count=folded))
        self._folded.updateGeometry()
        skipped = len(mine - evaluation.visible)
        self._skipped.setText(desk.words("ui.skipped", count=skipped) if skipped else "")
        self._skipped.setVisible(bool(skipped))

    def _shown(self) -> list[QuestionFields]:
        """Return the questions on the way, and any other that was answered all the same."""
        evaluation, route = self._desk.evaluation, self._desk.route
        return [
            one
            for one in self.area.questions
            if one.id in evaluation.visible
            and (
                self._unfolded
                or route.asks(one.id)
                or evaluation.states.get(one.id) is not State.UNANSWERED
            )
        ]

    def _unfold(self) -> None:
        """Show what the short path leaves out."""
        before = {one.id for one in self._shown()}
        self._unfolded = True
        self.refresh()
        first = next(one.id for one in self._shown() if one.id not in before)
        row = self.findChild(AnswerRow, f"review.{first}")
        if isinstance(row, AnswerRow):
            row.show_ring()
