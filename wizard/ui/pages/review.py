"""All answers on one page, what is left to mend first, and a way to each of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.model.answers import State
from wizard.model.checklist import Area
from wizard.model.questions import QuestionFields
from wizard.ui.pages.gate import Gate
from wizard.ui.parts.answers_list import AnswerRow, answer_text, strongest_about
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.places import to_mend
from wizard.ui.parts.widgets import clear_layout, label, panel
from wizard.ui.questions.choices import Options
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.severity import ordinal


class ReviewPage(Page):
    """The review.

    Signals:
        opened: a question was picked.
        draft, final: printing was asked for.
    """

    opened = Signal(str)
    draft = Signal()
    final = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._filter = "all"
        self._last = ""
        self._rows: dict[str, AnswerRow] = {}
        self._said: dict[str, tuple[object, ...]] = {}
        self._lines: dict[str, QVBoxLayout] = {}
        look, words = desk.look, desk.words
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(28), look.px(18), look.px(28), look.px(20))
        rows.setSpacing(look.px(10))
        rows.addWidget(label(words("ui.review_title"), "h1"))
        buttons = Flow(gap=10)
        self._first = Button(look, words("ui.first_to_mend"), "primary")
        self._first.setObjectName("first_to_mend")
        self._first.clicked.connect(self._go_first)
        buttons.addWidget(self._first)
        draft = Button(look, words("ui.print_draft"), icon="print")
        draft.setObjectName("print_draft")
        draft.clicked.connect(self.draft)
        buttons.addWidget(draft)
        final = Button(look, words("ui.print_final"), icon="print")
        final.setObjectName("print_final")
        final.clicked.connect(self.final)
        buttons.addWidget(final)
        rows.addLayout(buttons)
        self.gate = Gate(desk)
        self.gate.opened.connect(self.opened)
        rows.addWidget(self.gate)
        self._options = Options(
            look,
            "review_filter",
            words("ui.filter"),
            {
                "all": words("ui.filter_all"),
                "mend": words("ui.filter_mend"),
                "unsure": words("ui.state_not_sure"),
                "later": words("ui.later"),
            },
            many=False,
            dense=True,
        )
        self._options.check({"all"})
        self._options.chosen.connect(self._choose)
        rows.addWidget(self._options)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(10))
        rows.addLayout(self._list)
        rows.addStretch(1)

    def refresh(self) -> None:
        """Show the answers as they are."""
        desk = self._desk
        self.gate.refresh()
        mend = to_mend(desk.evaluation)
        self._first.setVisible(bool(mend))
        listed = self._listed(mend)
        said = {one.id: self._says(one) for _, shown in listed for one in shown}
        if self._list.count() and list(said) == list(self._rows):
            self._replace(listed, said)
        else:
            self._fill(listed)
        self._said = said

    def _listed(self, mend: list[str]) -> list[tuple[Area, list[QuestionFields]]]:
        """Return the questions to be shown, by area."""
        listed: list[tuple[Area, list[QuestionFields]]] = []
        for area in self._desk.checklist.areas:
            shown: list[QuestionFields] = [one for one in area.questions if self._wanted(one, mend)]
            if shown:
                listed.append((area, shown))
        return listed

    def _says(self, question: QuestionFields) -> tuple[object, ...]:
        desk = self._desk
        state = desk.evaluation.states.get(question.id)
        return state, answer_text(desk, question), strongest_about(desk, question.id)

    def _row(self, question: QuestionFields) -> AnswerRow:
        row = self._rows[question.id] = AnswerRow(self._desk, question)
        row.clicked.connect(lambda _=False, one=question.id: self._open(one))
        return row

    def _replace(
        self,
        listed: list[tuple[Area, list[QuestionFields]]],
        said: dict[str, tuple[object, ...]],
    ) -> None:
        """Make only those rows again that say something else; there may be a hundred."""
        for question in (one for _, shown in listed for one in shown):
            if said[question.id] == self._said[question.id]:
                continue
            old = self._rows[question.id]
            self._lines[question.id].replaceWidget(old, self._row(question))
            old.hide()
            old.deleteLater()

    def _fill(self, listed: list[tuple[Area, list[QuestionFields]]]) -> None:
        desk, words = self._desk, self._desk.words
        clear_layout(self._list)
        self._rows.clear()
        numbers = {area.id: number for number, area in enumerate(desk.checklist.areas, start=1)}
        for area, shown in listed:
            number = numbers[area.id]
            title = words(
                "ui.area_title", ordinal=ordinal(number, words), area=desk.say(area.title)
            )
            self._list.addWidget(label(title, "h2"))
            card = panel("card")
            lines = QVBoxLayout(card)
            lines.setContentsMargins(8, 6, 8, 6)
            lines.setSpacing(0)
            for question in shown:
                self._lines[question.id] = lines
                lines.addWidget(self._row(question))
            self._list.addWidget(card)
        if not self._list.count():
            self._list.addWidget(label(words("ui.nothing_here"), "body"))

    def take_focus(self) -> None:
        """Put the focus on the row that was opened last, or on the first thing to mend."""
        row = self._rows.get(self._last)
        if row is not None:
            row.show_ring()
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 80))
        elif self._first.isVisible():
            self._first.show_ring()
        else:
            self._options.take_focus()

    def remembered(self) -> dict[str, str]:
        """Return the filter and the row that was opened last."""
        return {"filter": self._filter, "last": self._last}

    def recall(self, remembered: Mapping[str, str]) -> None:
        """Filter as before; the focus goes to the row that was opened."""
        self._filter, self._last = remembered["filter"], remembered["last"]
        self._options.check({self._filter})

    def show_gate(self) -> None:
        """Bring the list of obstacles into view, with the focus on its heading."""
        self.verticalScrollBar().setValue(0)
        self.gate.title.setFocus()

    def _wanted(self, question: QuestionFields, mend: list[str]) -> bool:
        evaluation = self._desk.evaluation
        if question.id not in evaluation.visible:
            return False
        if self._filter == "mend":
            return question.id in mend
        if self._filter == "unsure":
            return evaluation.states.get(question.id) is State.NOT_SURE
        if self._filter == "later":
            return evaluation.answer(question.id).later
        return True

    def _open(self, question_id: str) -> None:
        self._last = question_id
        self.opened.emit(question_id)

    def _choose(self, choice: str) -> None:
        self._filter = choice
        self.refresh()

    def _go_first(self) -> None:
        mend = to_mend(self._desk.evaluation)
        if mend:
            self.opened.emit(mend[0])
