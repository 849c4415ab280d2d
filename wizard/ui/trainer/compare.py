"""Two plans of the class side by side, without names, and comments on single questions."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wizard.text import Words
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.widgets import label
from wizard.ui.questions.topic_page import Page
from wizard.ui.style.theme import Look
from wizard.ui.trainer.collect import color_table, plain_table
from wizard.ui.trainer.lesson import Lesson
from wizard.ui.trainer.opinion_card import OpinionCard
from wizard.workshop.board import Participant
from wizard.workshop.compare import LETTERS, Comparison, Line, status_rows

_NUMBER = re.compile(r"\d[\d.,]*")
GROUPS = ("answers", "judgements", "figures")


def veiled(text: str) -> str:
    """Return a text without its numbers, for a projector."""
    return _NUMBER.sub("••", text)


class ComparePage(Page):
    """The comparison.

    Signals:
        wanted: two plans are to be compared; carries their ids.
        noted: carries a plan's id, a question's id and the comment on it.
    """

    wanted = Signal(str, str)
    noted = Signal(str, str, str)

    def __init__(self, look: Look, words: Words, lesson: Lesson, titles: dict[str, str]) -> None:
        super().__init__()
        self._look, self._words, self._lesson, self._titles = look, words, lesson, titles
        self._questions: list[str] = []
        self._noted = ""
        rows = QVBoxLayout(self.body)
        rows.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(14))
        rows.setSpacing(look.px(8))
        self._lead = label(words("trainer.compare_lead"), "body")
        rows.addWidget(self._lead)
        line = Flow(gap=12)
        self._choosers = tuple(self._chooser(letter, line) for letter in LETTERS)
        self._go = Button(look, words("trainer.compare"), "primary", icon="page")
        self._go.setObjectName("compare_plans")
        self._go.clicked.connect(self._ask)
        line.addWidget(self._go)
        rows.addLayout(line)
        self._closed = label(words("workshop.compare.closed"), "small")
        self._closed.setObjectName("compare_closed")
        self._closed.setProperty("tone", "warn")
        rows.addWidget(self._closed)
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("comparison")
        self.table.setAccessibleName(words("trainer.tab.compare"))
        plain_table(self.table, look)
        self.table.setMinimumHeight(look.px(260))
        self.table.currentCellChanged.connect(lambda *_: self._show_notes())
        rows.addWidget(self.table, 1)
        rows.addWidget(self._build_notes())
        rows.addStretch(0)
        look.changed.connect(self._recolor)
        self.refresh()

    def refresh(self) -> None:
        """Offer the plans there are and show the comparison that was made last."""
        people = self._people()
        for at, chooser in enumerate(self._choosers):
            keep = chooser.currentData() or (self._lesson.compared[at])
            chooser.blockSignals(True)
            chooser.clear()
            for one in people:
                chooser.addItem(self._lesson.name_of(one, self._look, self._words), one.plan_id)
            found = chooser.findData(keep)
            chooser.setCurrentIndex(found if found >= 0 else min(at, len(people) - 1))
            chooser.blockSignals(False)
        self._go.setEnabled(len(people) > 1)
        self._fill(self._lesson.comparison)

    def take_focus(self) -> None:
        """Put the focus on the first plan to choose."""
        self._choosers[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Keep comments that were typed."""
        for field in self._notes:
            field.commit()

    def _people(self) -> tuple[Participant, ...]:
        board = self._lesson.board
        return board.participants if board is not None else ()

    def _chooser(self, letter: str, line: Flow) -> QComboBox:
        title = label(letter, "title", wrap=False)
        line.addWidget(title)
        chooser = QComboBox()
        chooser.setObjectName(f"compare_{letter.lower()}")
        chooser.setAccessibleName(self._words("trainer.compare_side", letter=letter))
        chooser.setMinimumWidth(self._look.px(210))
        line.addWidget(chooser)
        return chooser

    def _build_notes(self) -> QWidget:
        self._opinion = OpinionCard(self._look, "note_title")
        fields = []
        for at, letter in enumerate(LETTERS):
            asked = self._words("trainer.note_for", letter=letter)
            field = self._opinion.add_comment(f"note_{letter.lower()}", asked, 360)
            field.committed.connect(lambda _, at=at: self._keep(at))
            fields.append(field)
        self._notes = tuple(fields)
        return self._opinion

    def _recolor(self) -> None:
        color_table(self.table, self._look)
        self.refresh()

    def _ask(self) -> None:
        first, second = (str(chooser.currentData() or "") for chooser in self._choosers)
        if first and second:
            self.commit()
            self._lesson.compared = (first, second)
            self.wanted.emit(first, second)

    def _fill(self, found: Comparison | None) -> None:
        words, table = self._words, self.table
        self._closed.setVisible(found is not None and not found.open)
        table.setVisible(found is not None)
        self._opinion.setVisible(False)
        self._questions = []
        if found is None:
            return
        table.blockSignals(True)
        table.setHorizontalHeaderLabels([words("workshop.question"), *LETTERS])
        rows: list[tuple[str, tuple[str, str], str, bool]] = [
            (title, values, "", False) for title, values in status_rows(found, self._titles, words)
        ]
        for group in GROUPS:
            lines: tuple[Line, ...] = getattr(found, group)
            if lines:
                head = words(f"workshop.compare.{group}", count=len(lines))
                rows.append((head, ("", ""), "", True))
                rows += [
                    (f"{one.number} {one.title}".strip(), self._shown(one), one.question, False)
                    for one in lines
                ]
        table.setRowCount(len(rows))
        for at, (title, values, question, heads) in enumerate(rows):
            self._questions.append(question)
            for column, text in enumerate((title, *values)):
                item = QTableWidgetItem(text)
                if heads:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                table.setItem(at, column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setCurrentCell(0, 0)
        table.blockSignals(False)
        self._show_notes()

    def _shown(self, line: Line) -> tuple[str, str]:
        """Return both values; on a projector without a number."""
        if self._look.theme != "projector":
            return line.values
        return veiled(line.values[0]), veiled(line.values[1])

    def _question(self) -> str:
        row = self.table.currentRow()
        return self._questions[row] if 0 <= row < len(self._questions) else ""

    def _show_notes(self) -> None:
        """Show what was written about the question of the row, unless all the room reads it."""
        self.commit()
        question = self._question()
        self._opinion.setVisible(bool(question) and self._look.theme != "projector")
        row = self.table.currentRow()
        item = self.table.item(row, 0) if question else None
        self._opinion.title.setText(item.text() if item is not None else "")
        self._noted = question
        grades = {one.plan_id: one.grade for one in self._people()}
        for field, plan in zip(self._notes, self._lesson.compared, strict=True):
            grade = grades.get(plan)
            field.show_text(grade.notes.get(question, "") if grade is not None else "")

    def _keep(self, at: int) -> None:
        plan, text = self._lesson.compared[at], self._notes[at].text().strip()
        if plan and self._noted:
            self.noted.emit(plan, self._noted, text)
