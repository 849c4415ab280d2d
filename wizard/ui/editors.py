"""Editors, one per shape of a question: options to choose, a line to type, a text.

An editor never judges and never stops anybody: choices are answers at once, typed text is
an answer when it is committed (Enter, or leaving the field). While typing there is only
the positive echo of how a number will be read. No validators: they swallow what a Chinese
input method commits.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import singledispatch

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from wizard.model.answers import Answer, Cell, State
from wizard.model.money import Money, grouped
from wizard.model.questions import (
    Amount,
    Date,
    Line,
    ManyOf,
    Number,
    OneOf,
    Paragraph,
    Percent,
    QuestionFields,
    YesNo,
)
from wizard.model.reading import Invalid, plain_number
from wizard.ui.choices import Options
from wizard.ui.desk import Desk
from wizard.ui.editor import Editor
from wizard.ui.fields import LineField, TextField
from wizard.ui.flow import Flow
from wizard.ui.widgets import CheckPill, label

ECHO_AFTER_MS = 400
IDLE_AFTER_MS = 800
NONE_CHOICE = "none"


@singledispatch
def make_editor(question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    """Return the editor of ``question`` for the answer at ``cell``.

    Args:
        question: its class picks the editor.
        cell: the place of the answer.
        desk: where answers go.
        dense: whether the editor stands in a cell of a table.

    Raises:
        TypeError: no editor has been written for this kind of question: our bug.
    """
    message = f"no editor for {type(question).__name__} at {cell} (desk {desk}, dense {dense})"
    raise TypeError(message)


def _title(question: QuestionFields, desk: Desk) -> str:
    return desk.say(question.ask)


@make_editor.register
def _(question: YesNo, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    texts = {"yes": desk.words("model.yes"), "no": desk.words("model.no")}
    return ChoiceEditor(question, cell, desk, texts, dense=dense)


@make_editor.register
def _(question: OneOf, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    texts = {choice: desk.say(text) for choice, text in question.choices.items()}
    return ChoiceEditor(question, cell, desk, texts, dense=dense)


@make_editor.register
def _(question: ManyOf, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    texts = {choice: desk.say(text) for choice, text in question.choices.items()}
    return ManyEditor(question, cell, desk, texts, dense=dense)


@make_editor.register
def _(question: Paragraph, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    return TextEditor(question, cell, desk, dense=dense)


@make_editor.register(Number)
@make_editor.register(Amount)
@make_editor.register(Percent)
@make_editor.register(Date)
@make_editor.register(Line)
def _(question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool = False) -> Editor:
    return LineEditor(question, cell, desk, dense=dense)


class ChoiceEditor(Editor):
    """Yes or no, or one of several."""

    def __init__(
        self,
        question: QuestionFields,
        cell: Cell,
        desk: Desk,
        texts: dict[str, str],
        *,
        dense: bool,
    ) -> None:
        super().__init__(question, cell, desk)
        shown = dict(texts)
        if question.unsure:
            shown["not_sure"] = desk.words("ui.not_sure_short" if dense else "ui.not_sure")
        self._options = Options(
            desk.look, str(cell), _title(question, desk), shown, many=False, dense=dense
        )
        if question.unsure:
            self._options.name("not_sure", desk.words("ui.not_sure"))
        self._options.chosen.connect(self._choose)
        self._options.cleared.connect(lambda: self._send(None))
        self._options.leave.connect(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._options)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Check the option that was chosen."""
        del invalid
        value = answer.value
        if answer.state is State.NOT_SURE:
            self._options.check({"not_sure"})
        elif isinstance(value, bool):
            self._options.check({"yes" if value else "no"})
        else:
            self._options.check({str(value)} if value is not None else set())

    def show_tone(self, tone: str) -> None:
        """Colour the chosen option by what follows from it."""
        self._options.show_tone(tone)

    def take_focus(self) -> None:
        """Put the focus on the chosen option, or on the first."""
        self._options.take_focus()

    def _choose(self, choice: str) -> None:
        if choice == "not_sure" and self.question.unsure:
            self.desk.not_sure(self.cell)
        elif isinstance(self.question, YesNo):
            self._send(choice == "yes")
        else:
            self._send(choice)


class ManyEditor(Editor):
    """Any number of several, none of them, or not sure."""

    def __init__(
        self, question: ManyOf, cell: Cell, desk: Desk, texts: dict[str, str], *, dense: bool
    ) -> None:
        super().__init__(question, cell, desk)
        self._own_none = NONE_CHOICE not in texts
        shown = dict(texts)
        if self._own_none:
            shown[NONE_CHOICE] = desk.words("ui.none_of_these")
        if question.unsure:
            shown["not_sure"] = desk.words("ui.not_sure_short" if dense else "ui.not_sure")
        self._choices = tuple(texts)
        self._options = Options(
            desk.look, str(cell), _title(question, desk), shown, many=True, dense=dense
        )
        if question.unsure:
            self._options.name("not_sure", desk.words("ui.not_sure"))
        self._options.chosen.connect(self._toggle)
        self._options.cleared.connect(lambda: self._send(None))
        self._options.leave.connect(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._options)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Check what was chosen."""
        del invalid
        if answer.state is State.NOT_SURE:
            self._options.check({"not_sure"})
        elif isinstance(answer.value, tuple):
            chosen = {str(one) for one in answer.value}
            self._options.check(chosen or {NONE_CHOICE})
        else:
            self._options.check(set())

    def show_tone(self, tone: str) -> None:
        """Colour the chosen options by what follows from them."""
        self._options.show_tone(tone)

    def take_focus(self) -> None:
        """Put the focus on the first chosen option, or on the first."""
        self._options.take_focus()

    def _toggle(self, choice: str) -> None:
        checked = self._options.checked()
        if choice == "not_sure" and self.question.unsure:
            if choice in checked:
                self.desk.not_sure(self.cell)
            else:
                self._send(None)
        elif choice == NONE_CHOICE and self._own_none:
            self._send([] if choice in checked else None)
        else:
            picked = [one for one in self._choices if one in checked]
            self._send(picked or None)


class LineEditor(Editor):
    """One line: a number, an amount, a percentage, a date or a text."""

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool) -> None:
        super().__init__(question, cell, desk)
        self._dense = dense
        words, look = desk.words, desk.look
        self.field = LineField(str(cell), _title(question, desk))
        self.field.setProperty("dense", dense)
        self.field.setPlaceholderText(desk.say(question.placeholder))
        self.field.setFixedWidth(look.px(_field_width(question, dense=dense)))
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
        self._unsure.setVisible(question.unsure)
        if question.unsure:
            row.addWidget(self._unsure)
        self._below = label("", "small")
        self._below.setObjectName(f"{cell}.echo")
        self._below.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._below)
        self._read_words = words

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show the stored value, or the text that could not be read with a note."""
        self._unsure.setChecked(answer.state is State.NOT_SURE)
        text = answer.text or _editable(self.question, answer)
        if not (self.field.hasFocus() and self.field.is_changed):
            self.field.show_text(text)
        if invalid is not None:
            self._say_below(self.desk.words(invalid.key, **invalid.params), "warn")
        elif self._below.property("tone") == "warn":
            self._say_below("", "")

    def take_focus(self) -> None:
        """Put the focus into the field."""
        self.field.setFocus()
        self.field.selectAll()

    def commit(self) -> None:
        """Keep what was typed."""
        self.field.commit()

    def _commit_text(self, text: str) -> None:
        self._echo_timer.stop()
        typed = text.strip()
        self._send(typed or None)
        if typed and self.desk.unreadable(self.cell) is None:
            shown = _editable(self.question, self.desk.answer_of(self.cell))
            self._say_below("" if shown == typed else self._echo(typed), "")

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
        if isinstance(value, Invalid):
            return ""
        return self.desk.words("ui.echo", value=self.question.show(value, self.desk.words))

    def _say_below(self, text: str, tone: str) -> None:
        self._below.setText(text)
        self._below.setProperty("tone", tone)
        self._below.style().unpolish(self._below)
        self._below.style().polish(self._below)
        self._below.setVisible(bool(text))
        self.field.setAccessibleDescription(text)

    def _toggle_unsure(self) -> None:
        if self._unsure.isChecked():
            self.desk.not_sure(self.cell)
        else:
            self._send(None)


class TextEditor(Editor):
    """Several lines of text, kept after a pause in typing and on leaving."""

    def __init__(self, question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool) -> None:
        super().__init__(question, cell, desk)
        self.field = TextField(str(cell), _title(question, desk))
        self.field.setFixedHeight(desk.look.px(64 if dense else 104))
        self.field.setPlaceholderText(desk.say(question.placeholder))
        self.field.committed.connect(lambda text: self._send(text.strip() or None))
        self._note = label("", "small")
        self._note.setProperty("tone", "warn")
        self._note.hide()
        self._unsure = _unsure_pill(question, cell, desk, dense=dense)
        self._unsure.clicked.connect(self._toggle_unsure)
        self._unsure.setVisible(question.unsure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self._note)
        row = Flow()
        if question.unsure:
            row.addWidget(self._unsure)
        layout.addLayout(row)

    def show_answer(self, answer: Answer, invalid: Invalid | None) -> None:
        """Show the stored text unless more is being typed."""
        self._unsure.setChecked(answer.state is State.NOT_SURE)
        text = answer.text or (answer.value if isinstance(answer.value, str) else "")
        if not (self.field.hasFocus() and self.field.is_changed):
            self.field.show_text(text)
        note = self.desk.words(invalid.key, **invalid.params) if invalid is not None else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.field.setAccessibleDescription(note)

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


def _unsure_pill(question: QuestionFields, cell: Cell, desk: Desk, *, dense: bool) -> CheckPill:
    text = desk.words("ui.not_sure_short" if dense else "ui.not_sure")
    pill = CheckPill(desk.look, text, tone="unsure", dense=dense)
    pill.setObjectName(f"{cell}.not_sure")
    name = desk.words(
        "ui.option_of", option=desk.words("ui.not_sure"), question=_title(question, desk)
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


def _editable(question: QuestionFields, answer: Answer) -> str:
    value = answer.value
    if value is None:
        return ""
    if isinstance(value, Money):
        return grouped(value.yuan)
    if isinstance(value, Decimal) and isinstance(question, Number):
        return f"{plain_number(value):,}"
    return str(question.plain(value))
