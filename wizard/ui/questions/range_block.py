"""Lowest and highest beside a number that is only the most likely one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wizard.model.answers import Answer, Cell
from wizard.model.questions import QuestionFields
from wizard.model.ranges import ENDS
from wizard.ui.parts.buttons import Button
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import LineField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.unfinished import UnfinishedText
from wizard.ui.parts.widgets import label, panel, set_property

_FIELD_WIDTH = 120


class RangeBlock(QWidget):
    """A quiet offer under a number; opened, it takes the lowest and the highest.

    Signals:
        leave: the person is done with the range and wants to go on.
    """

    leave = Signal()

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk, unit: str) -> None:
        super().__init__()
        self._question, self._cell, self._desk = question, cell, desk
        self._told = False
        words, asked = desk.words, desk.say(question.ask)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(desk.look.px(4))
        self._button = Button(desk.look, words("ui.range"), "ghost", icon="right")
        self._button.setObjectName(f"{cell}.range")
        self._button.setAccessibleName(words("ui.range_on", question=asked))
        self._button.setCheckable(True)
        self._button.clicked.connect(self._toggle)
        rows.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._ends = panel("clear")
        lines = QVBoxLayout(self._ends)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(desk.look.px(4))
        line = Flow(gap=8)
        lines.addLayout(line)
        self.fields: dict[str, LineField] = {}
        self._notes: dict[str, QLabel] = {}
        self._unfinished: dict[str, UnfinishedText] = {}
        for end in ENDS:
            name = words(f"ui.range_{end}")
            field = LineField(f"{cell}.{end}", words("ui.range_end_of", end=name, question=asked))
            field.prefer_width(desk.look.px(_FIELD_WIDTH))
            field.committed.connect(self._commit)
            self.fields[end] = field
            line.addWidget(_named(name, field, desk.look.px(6)))
            note = label("", "small")
            note.setObjectName(f"{cell}.{end}.note")
            set_property(note, "tone", "warn")
            note.hide()
            self._notes[end] = note
            lines.addWidget(note)
            self._unfinished[end] = UnfinishedText(field, desk, lines, note)
        if unit:
            line.addWidget(label(unit, "small", wrap=False))
        self.fields["low"].leave.connect(self._go_on)
        self.fields["high"].leave.connect(self.leave)
        rows.addWidget(self._ends)
        self._ends.hide()

    def show_answer(self, answer: Answer) -> None:
        """Show the stored range, with a note where an end does not count."""
        session = self._desk.session
        unread, notes = session.unread_bounds(self._cell), session.range_notes(self._cell)
        told = False
        for end, field in self.fields.items():
            bound = getattr(answer, end)
            shown = str(self._question.plain(bound)) if bound is not None else ""
            text = unread.get(end, shown)
            left = self._unfinished[end].show()
            told = told or left or bool(text)
            if not left and not (field.hasFocus() and field.is_changed):
                field.show_text(text)
            why = notes.get(end)
            said = self._desk.words(why.key, **why.params) if why is not None else ""
            self._notes[end].setText(said)
            self._notes[end].setVisible(bool(said))
            field.setAccessibleDescription(said)
        # An unsure answer has no number that a range could stand beside.
        self.setVisible(told or not answer.not_sure)
        if told and not self._told:
            self._button.setChecked(True)
        self._told = told
        self._ends.setVisible(self._button.isChecked())

    def commit(self) -> None:
        """Keep what was typed."""
        for field in self.fields.values():
            field.commit()

    def _toggle(self) -> None:
        self._ends.setVisible(self._button.isChecked())
        if self._button.isChecked():
            self.fields["low"].setFocus()

    def _go_on(self) -> None:
        self.fields["high"].setFocus()
        self.fields["high"].selectAll()

    def _commit(self) -> None:
        low, high = (field.meant for field in self.fields.values())
        refused = self._desk.attempt(lambda: self._desk.session.set_range(self._cell, low, high))
        if refused is not None:
            self._desk.refused.emit(refused)


def _named(name: str, field: LineField, gap: int) -> QWidget:
    """Return the field behind its name, which stay together where the line wraps."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    row.addWidget(label(name, "small", wrap=False))
    row.addWidget(field)
    return box
