"""Editors for questions with choices."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from wizard.engine import at_fault
from wizard.model.answers import Answer, Cell, State
from wizard.model.questions import ManyOf, QuestionFields, YesNo
from wizard.model.reading import Invalid
from wizard.ui.parts.desk import Desk
from wizard.ui.questions.choices import Options
from wizard.ui.questions.editor import Editor

NONE_CHOICE = "none"


class _OptionsEditor(Editor):
    """Options to choose from, 「还不确定」 among them where the question allows it."""

    def _offer(self, texts: dict[str, str], *, many: bool, dense: bool) -> Options:
        """Return the options, put in place; ``texts`` are choices and what they are called."""
        words, unsure = self.desk.words, self.question.unsure
        shown = dict(texts)
        if unsure:
            shown["not_sure"] = words("ui.not_sure_short" if dense else "ui.not_sure")
        options = Options(self.desk.look, str(self.cell), self.asked, shown, many=many, dense=dense)
        if unsure:
            options.name("not_sure", words("ui.not_sure"))
        options.cleared.connect(lambda: self._send(None))
        options.leave.connect(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(options)
        return options


class ChoiceEditor(_OptionsEditor):
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
        self._options = self._offer(texts, many=False, dense=dense)
        self._options.chosen.connect(self._choose)

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


class ManyEditor(_OptionsEditor):
    """Any number of several, none of them, or not sure."""

    def __init__(
        self, question: ManyOf, cell: Cell, desk: Desk, texts: dict[str, str], *, dense: bool
    ) -> None:
        super().__init__(question, cell, desk)
        self._own_none = NONE_CHOICE not in texts
        shown = dict(texts)
        if self._own_none:
            shown[NONE_CHOICE] = desk.words("ui.none_of_these")
        self._choices = tuple(texts)
        self._options = self._offer(shown, many=True, dense=dense)
        self._options.chosen.connect(self._toggle)

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
        """Colour the chosen options that something follows from; a lawful one stays calm."""
        self._options.show_tone(tone, self._at_fault() if tone else None)

    def _at_fault(self) -> frozenset[str] | None:
        """Return the chosen options a finding is about, None where they cannot be told."""
        if self.cell.row is not None:
            return None
        compiled, question = self.desk.evaluation.compiled, self.question.id
        chosen = self.desk.answer_of(self.cell).value
        if not isinstance(chosen, tuple) or not chosen:
            return None
        values = {name: one.value for name, one in compiled.checklist.values.items()}
        ticked = [one for one in chosen if isinstance(one, str)]
        return at_fault(compiled.questions[question], question, ticked, values)

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
