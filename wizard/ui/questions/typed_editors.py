"""Editors for what is typed: a line, an amount, a date, a text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.model.answers import NOTHING, Answer, Cell, State
from wizard.model.money import Money, grouped
from wizard.model.questions import (
    OWN_SITE,
    Amount,
    Date,
    Line,
    Number,
    Percent,
    QuestionFields,
)
from wizard.model.ranges import takes_range
from wizard.model.reading import Invalid, plain_number
from wizard.ui.parts.desk import Desk
from wizard.ui.parts.fields import LineField, TextField
from wizard.ui.parts.flow import Flow
from wizard.ui.parts.pills import CheckPill, Pill
from wizard.ui.parts.unfinished import UnfinishedText
from wizard.ui.parts.widgets import clear_layout, label, tab_as_read
from wizard.ui.questions.editor import Editor, asked
from wizard.ui.questions.range_block import RangeBlock
from wizard.ui.questions.sure import SureBlock, takes_sure

ECHO_AFTER_MS = 400


class LineEditor(Editor):
    """One line: a number, an amount, a percentage, a date or a text."""

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool) -> None:
        super().__init__(question, cell, desk)
        self._dense = dense
        words, look = desk.words, desk.look
        self.field = LineField(str(cell), self.asked)
        self.field.setProperty("dense", dense)
        self.field.setPlaceholderText(desk.say(question.placeholder))
        self.field.prefer_width(look.px(_field_width(question, dense=dense)))
        self.field.committed.connect(self._commit_text)
        self.field.textEdited.connect(self._typing)
        self.field.leave.connect(self.leave)
        self._echo_timer = QTimer(self, singleShot=True, interval=ECHO_AFTER_MS)
        self._echo_timer.timeout.connect(self._show_echo)
        row = Flow(gap=4 if dense else 8)
        row.addWidget(self.field)
        unit = _unit(question, desk)
        if unit and not dense:
            row.addWidget(label(unit, "small", wrap=False))
        self._unsure = _unsure_pill(question, cell, desk, dense=dense)
        self._unsure.clicked.connect(self._toggle_unsure)
        _offer(self._unsure, row if question.unsure else None, self)
        self._below = label("", "small")
        self._below.setObjectName(f"{cell}.echo")
        self._below.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._below)
        self._unfinished = UnfinishedText(self.field, desk, layout, self._below)
        self._range: RangeBlock | None = None
        if takes_range(question) and not dense:
            self._range = RangeBlock(question, cell, desk, unit)
            self._range.leave.connect(self.leave)
            layout.addWidget(self._range)
        self._sure: SureBlock | None = None
        if takes_sure(question) and not dense:
            self._sure = SureBlock(question, cell, desk)
            layout.addWidget(self._sure)
        self._read_words = words
        self._judged = ""

    def describe(self, judgement: str) -> None:
        """Let assistive technology read it after what was made of the typed text."""
        self._judged = judgement
        self._describe_field()

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show the stored value, or the text that could not be read with a note."""
        self._unsure.setChecked(answer.state is State.NOT_SURE)
        text = answer.text or self._editable(answer)
        left = self._unfinished.show()
        if not left and not (self.field.hasFocus() and self.field.is_changed):
            self.field.show_text(text)
        if invalid is not None:
            self._say_below(self.desk.words(invalid.key, **invalid.params), "warn")
        elif self._below.property("tone") == "warn":
            self._say_below("", "")
        if self._range is not None:
            self._range.show_answer(answer)
        if self._sure is not None:
            # A text of last time is no number yet that one could be sure of.
            self._sure.show_answer(NOTHING if left else answer)

    def take_focus(self) -> None:
        """Put the focus into the field."""
        self.field.setFocus()
        self.field.selectAll()

    def commit(self) -> None:
        """Keep what was typed."""
        self.field.commit()
        if self._range is not None:
            self._range.commit()

    def _editable(self, answer: Answer) -> str:
        value = answer.value
        if isinstance(value, Money):
            return grouped(value.yuan)
        if isinstance(value, Decimal) and isinstance(self.question, Number):
            return f"{plain_number(value):,}"
        if isinstance(value, str) and isinstance(self.question, Line):
            return self.question.show(value, self.desk.words)
        return "" if value is None else str(self.question.plain(value))

    def _commit_text(self, text: str) -> None:
        self._echo_timer.stop()
        typed = text.strip()
        self._send(typed or None)
        if typed and self.desk.unreadable(self.cell) is None:
            shown = self._editable(self.desk.answer_of(self.cell))
            same = self._bare(typed) == self._bare(shown)
            self._say_below("" if same else self._echo(typed), "")

    def _bare(self, text: str) -> str:
        """Return a number as typed, without what says nothing beside the field: its unit."""
        unit = _unit(self.question, self.desk)
        return text.removesuffix(unit).replace(",", "").strip()

    def _typing(self) -> None:
        if self._below.property("tone") == "warn" and self._readable(self.field.text()):
            self._say_below("", "")
        self._echo_timer.start()

    def _show_echo(self) -> None:
        if self.field.is_changed:
            self._say_below(self._echo(self.field.text()), "")

    def _readable(self, text: str) -> bool:
        return not isinstance(self.question.read(text), Invalid)

    def _echo(self, text: str) -> str:
        if isinstance(self.question, Line) or not text.strip():
            return ""
        value = self.question.read(text)
        if isinstance(value, Invalid) or self._editable(Answer(value=value)) == text.strip():
            return ""
        return self.desk.words("ui.echo", value=self.question.show(value, self.desk.words))

    def _say_below(self, text: str, tone: str) -> None:
        self._below.setText(text)
        self._below.setProperty("tone", tone)
        self._below.style().unpolish(self._below)
        self._below.style().polish(self._below)
        self._below.setVisible(bool(text))
        self._describe_field()

    def _describe_field(self) -> None:
        said = (self._below.text(), self._judged)
        self.field.setAccessibleDescription(" ".join(one for one in said if one))

    def _toggle_unsure(self) -> None:
        if self._unsure.isChecked():
            self.desk.not_sure(self.cell)
        else:
            self._send(None)


class NameEditor(LineEditor):
    """A line that names one of the candidates; their names are there to be picked."""

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool) -> None:
        super().__init__(question, cell, desk, dense=dense)
        self._names = Flow(gap=6)
        self._shown: tuple[str, ...] = ()
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.addLayout(self._names)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show the chosen name among the names of the candidates."""
        super().show_answer(answer, invalid)
        names = self._candidates()
        if names != self._shown:
            self._shown = names
            clear_layout(self._names)
            for name in names:
                shown = self._said(name)
                pill = Pill(self.desk.look, shown)
                pill.setObjectName(f"{self.cell}.{name}")
                pill.setAccessibleName(
                    self.desk.words("ui.option_of", option=shown, question=self.asked)
                )
                pill.clicked.connect(partial(self._send, name))
                self._names.addWidget(pill)
                pill.show()
            self.updateGeometry()
            tab_as_read(self)
        for place in range(self._names.count()):
            item = self._names.itemAt(place)
            widget = item.widget() if item is not None else None
            if isinstance(widget, Pill):
                widget.setChecked(widget.objectName() == f"{self.cell}.{answer.value}")

    def _candidates(self) -> tuple[str, ...]:
        evaluation = self.desk.evaluation
        table = evaluation.table(evaluation.checklist.candidates)
        rows = evaluation.rows(table.id) if table is not None else ()
        named = [table.row_name(row) for row in rows] if table is not None else []
        # A shop on its own site is no candidate; the pack offers it by explaining the word.
        own = [one for one in (OWN_SITE,) if one in self.question.terms]
        return tuple(dict.fromkeys(name for name in (*named, *own) if name))

    def _said(self, name: str) -> str:
        """Return a name as people read it."""
        terms = self.desk.checklist.terms
        return self.desk.say(terms[name].term) if name == OWN_SITE else name


class TextEditor(Editor):
    """Several lines of text, kept after a pause in typing and on leaving."""

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool) -> None:
        super().__init__(question, cell, desk)
        self.field = TextField(str(cell), desk.say(question.ask))
        self.field.setFixedHeight(desk.look.px(64 if dense else 104))
        self.field.setPlaceholderText(desk.say(question.placeholder))
        self.field.committed.connect(lambda text: self._send(text.strip() or None))
        self._note = label("", "small")
        self._note.setProperty("tone", "warn")
        self._note.hide()
        self._judged = ""
        self._unsure = _unsure_pill(question, cell, desk, dense=dense)
        self._unsure.clicked.connect(self._toggle_unsure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self._note)
        self._unfinished = UnfinishedText(self.field, desk, layout, self._note)
        row = Flow()
        _offer(self._unsure, row if question.unsure else None, self)
        layout.addLayout(row)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show the stored text unless more is being typed."""
        self._unsure.setChecked(answer.state is State.NOT_SURE)
        text = answer.text or (answer.value if isinstance(answer.value, str) else "")
        left = self._unfinished.show()
        if not left and not (self.field.hasFocus() and self.field.is_changed):
            self.field.show_text(text)
        note = self.desk.words(invalid.key, **invalid.params) if invalid is not None else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._describe_field()

    def describe(self, judgement: str) -> None:
        """Let assistive technology read it after why the text could not be read."""
        self._judged = judgement
        self._describe_field()

    def _describe_field(self) -> None:
        said = (self._note.text(), self._judged)
        self.field.setAccessibleDescription(" ".join(one for one in said if one))

    def take_focus(self) -> None:
        """Put the focus into the text."""
        self.field.setFocus()

    def commit(self) -> None:
        """Keep what was typed."""
        self.field.commit()

    def _toggle_unsure(self) -> None:
        if self._unsure.isChecked():
            self.desk.not_sure(self.cell)
        else:
            self._send(None)


def _offer(pill: CheckPill, row: Flow | None, editor: QWidget) -> None:
    """Put the pill into the row, or where it is never seen; it goes with its editor."""
    if row is not None:
        row.addWidget(pill)
    else:
        pill.setParent(editor)
        pill.hide()


def _unsure_pill(question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool) -> CheckPill:
    text = desk.words("ui.not_sure_short" if dense else "ui.not_sure")
    pill = CheckPill(desk.look, text, tone="unsure", dense=dense, bare=dense)
    pill.setObjectName(f"{cell}.not_sure")
    name = desk.words(
        "ui.option_of", option=desk.words("ui.not_sure"), question=asked(question, cell, desk)
    )
    pill.setAccessibleName(name)
    if dense:
        pill.setToolTip(desk.words("ui.not_sure"))
    return pill


def _field_width(question: QuestionFields, *, dense: bool) -> int:
    if isinstance(question, Line):
        return 190 if dense else 420
    if isinstance(question, Date):
        return 130 if dense else 180
    return 104 if dense else 180


def _unit(question: QuestionFields, desk: Desk) -> str:
    words = desk.words
    units: dict[type[QuestionFields], Callable[[], str]] = {
        Amount: lambda: words("model.yuan", amount="").strip(),
        Percent: lambda: "%",
    }
    if isinstance(question, Number) and question.unit:
        return words(f"model.unit.{question.unit}", number="").strip()
    return units.get(type(question), str)()
