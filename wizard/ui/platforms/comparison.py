"""The candidates with what follows from their answers on top: standing, cost, the choice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wizard.documents.plan.platform_costs import cost_text
from wizard.documents.voice import DASH, Voice
from wizard.model.answers import Cell
from wizard.model.questions import Table
from wizard.session.standings import Standing, alike, standings
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.widgets import ShapeMark, clear_layout, label
from wizard.ui.questions.tables import CandidatesEditor
from wizard.ui.style.icons import Shape

_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class _Summary:
    """The widgets of one candidate's summary."""

    verdict: QVBoxLayout
    cost: QLabel
    first: QLabel
    choose: Button


class PlatformMatrix(CandidatesEditor):
    """The matrix of the workbench."""

    def __init__(self, question: Table, desk: Desk) -> None:
        self._summaries: list[_Summary] = []
        self._standings: tuple[Standing, ...] = ()
        super().__init__(question, Cell(question.id), desk)

    def refresh(self) -> None:
        """Show the present answers and what follows from them."""
        self._standings = standings(self.desk.evaluation)
        self.show_answer(self.desk.answer_of(self.cell), None)

    def only_differences(self, *, only: bool) -> int:
        """Fold the lines away in which all candidates say the same; return how many."""
        same = alike(self.desk.evaluation) if only else frozenset()
        lines = frozenset(self.line_of[one] for one in same if one != self.table.name_column)
        self.fold(lines)
        return len(lines)

    def summary_heads(self) -> list[QWidget]:
        """Return the heads of conclusion, cost, first payment and choice."""
        words, checklist = self.desk.words, self.desk.checklist
        chosen = checklist.questions[checklist.chosen]
        return [
            self._head(words("ui.conclusion"), ""),
            self._head(words("workbench.cost_of_100"), words("workbench.cost_of_100_hint")),
            self._head(words("workbench.first_year"), words("workbench.first_year_hint")),
            self._head(self.desk.say(chosen.title), ""),
        ]

    def summary_cells(self, row: int) -> list[QWidget]:
        """Return the same for one candidate."""
        verdict = QWidget()
        lines = QVBoxLayout(verdict)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        cost, first = label("", "title"), label("", "body")
        choose = Button(self.desk.look, self.desk.words("workbench.choose_this"))
        choose.setObjectName(f"{self.table.id}.{row + 1}.choose")
        choose.clicked.connect(partial(self._choose, row))
        box = QWidget()
        beside = QHBoxLayout(box)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(choose)
        beside.addStretch(1)
        self._summaries.append(_Summary(lines, cost, first, choose))
        return [verdict, cost, first, box]

    def _drop_candidate(self) -> None:
        self._summaries.pop()
        super()._drop_candidate()

    def _show_verdict(self, row: int) -> None:
        super()._show_verdict(row)
        standing = next((one for one in self._standings if one.place == row), None)
        self._show_standing(self._summaries[row], standing)
        summary, words = self._summaries[row], self.desk.words
        voice = Voice(self.desk.evaluation, words.language)
        cost = standing.cost if standing is not None else None
        first = standing.first if standing is not None else None
        summary.cost.setText(DASH if cost is None else cost_text(voice, cost))
        summary.first.setText(DASH if first is None else voice.money(first))
        named = standing is not None and bool(standing.name)
        chosen = standing is not None and standing.chosen
        summary.choose.setVisible(named)
        summary.choose.setText(
            words("workbench.chosen_this" if chosen else "workbench.choose_this")
        )
        if standing is not None:
            key = "workbench.unchoose_named" if chosen else "workbench.choose_named"
            summary.choose.setAccessibleName(words(key, name=standing.name))
            summary.choose.setToolTip(words(key, name=standing.name))
        summary.choose.updateGeometry()

    def _show_standing(self, summary: _Summary, standing: Standing | None) -> None:
        clear_layout(summary.verdict)
        if standing is None:
            return
        words = self.desk.words
        done = standing.must_passed == standing.must_of
        musts = words("workbench.must_count", done=standing.must_passed, of=standing.must_of)
        self._line(summary.verdict, "done" if done else "open", musts, "")
        passed = words("workbench.passed_count", done=standing.passed, of=standing.judged)
        summary.verdict.addWidget(label(passed, "small"))
        if standing.open:
            text = words("ui.count_of", what=words("ui.not_checked"), count=standing.open)
            summary.verdict.addWidget(label(text, "small"))
        for finding in standing.red_lines[:_MOST_REASONS]:
            asked = self.desk.evaluation.question(finding.questions[0])
            title = self.desk.say(asked.title) if asked is not None else finding.rule
            reason = words("workbench.excluded_by", reason=title)
            made = self._line(summary.verdict, "red_line", reason, "danger")
            made.setToolTip(finding.message.say(words))

    def _line(self, rows: QVBoxLayout, shape: Shape, text: str, tone: str) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(ShapeMark(self.desk.look, shape, 16))
        said = label(text, "small")
        said.setProperty("strong", True)
        said.setProperty("tone", tone or "plain")
        line.addWidget(said, 1)
        rows.addWidget(box)
        return box

    def _head(self, title: str, hint: str) -> QWidget:
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        name = label(title, "small")
        name.setProperty("strong", True)
        name.setProperty("tone", "plain")
        lines.addWidget(name)
        if hint:
            lines.addWidget(label(hint, "meta"))
        return box

    def _choose(self, row: int) -> None:
        standing = next((one for one in self._standings if one.place == row), None)
        if standing is None or not standing.name:
            # The row went, or was emptied, while its button still had the keyboard.
            return
        name = None if standing.chosen else standing.name
        self.desk.answer(Cell(self.desk.checklist.chosen), name)
