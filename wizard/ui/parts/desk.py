"""The open plan as the screens see it: one way in for answers, one signal out.

The desk hands every answer to the session and announces the evaluation that comes back.
The session's writer reports from its own thread; the desk brings those reports to the GUI
thread by queued signals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from wizard.engine import Evaluation
from wizard.errors import WizardError
from wizard.model.answers import Answer, Cell, Sure
from wizard.model.checklist import Checklist
from wizard.model.findings import Finding
from wizard.model.localised import Localised
from wizard.model.money import grouped
from wizard.model.questions import Amount, QuestionFields, Table
from wizard.model.reading import plain_number
from wizard.text import Words
from wizard.ui.parts.places import Route
from wizard.ui.style.severity import SEVERITY_SIGNS

if TYPE_CHECKING:
    from wizard.model.reading import Invalid
    from wizard.money.simulation import Simulation
    from wizard.session import Session, Travel
    from wizard.ui.style.theme import Look


_SHOWN, _SHOWN_IN_ROWS = Decimal("0.1"), Decimal("0.01")


class Desk(QObject):
    """One open plan on screen.

    Signals:
        evaluated: an answer changed; carries the new Evaluation.
        travelled: undo or redo changed answers; carries the session's Travel.
        refused: the plan may not be changed here; carries the WizardError.
        saved: everything typed so far is on the disk.
        save_failed: the plan could not be saved; carries the reason.
        place_wanted: a workbench was asked for; carries its name.
        undoable: something was done that undo takes back; carries what to say.
        written: a file was written; carries its path.
        route_changed: the short path was chosen, or all questions again; carries which.
    """

    evaluated = Signal(object)
    travelled = Signal(object)
    refused = Signal(object)
    saved = Signal()
    save_failed = Signal(object)
    place_wanted = Signal(str)
    undoable = Signal(str)
    written = Signal(object)
    route_changed = Signal(bool)
    _saved_elsewhere = Signal()
    _failed_elsewhere = Signal(object)

    def __init__(self, session: Session, words: Words, look: Look) -> None:
        super().__init__()
        self.session = session
        self.words = words
        self.look = look
        self.short = False
        self.listed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._saved_elsewhere.connect(self.saved, queued)
        self._failed_elsewhere.connect(self.save_failed, queued)
        session.plan.on_saved = lambda _: self._saved_elsewhere.emit()
        session.plan.on_failed = self._failed_elsewhere.emit

    @property
    def evaluation(self) -> Evaluation:
        """What follows from the answers now."""
        return self.session.evaluation

    @property
    def route(self) -> Route:
        """The questions to walk through: all, or those that can stop a launch."""
        return Route(self.evaluation, self.short)

    def choose_route(self, *, short: bool) -> None:
        """Walk through the questions that can stop a launch alone, or through all."""
        if short != self.short:
            self.short = short
            self.route_changed.emit(short)
            self.evaluated.emit(self.evaluation)

    @property
    def checklist(self) -> Checklist:
        """The checklist being answered."""
        return self.session.checklist

    def say(self, text: Localised) -> str:
        """Return a text of the pack in the language on screen."""
        return text.say(self.words.language)

    def titled(self, question_id: str) -> str:
        """Return the number and title of a question or column, as lists and links name it."""
        return self.checklist.titled(question_id, self.words.language)

    def weighed(self, finding: Finding) -> str:
        """Return the weight of a finding and what it is about, as its box is headed."""
        question = self.evaluation.question(finding.questions[0])
        about = finding.row or (self.say(question.title) if question is not None else "")
        word = self.words(SEVERITY_SIGNS[finding.severity].word)
        return self.words("ui.severity_about", severity=word, about=about) if about else word

    def question(self, cell: Cell) -> QuestionFields:
        """Return the question, or the column, that ``cell`` answers."""
        question = self.checklist.questions[cell.question]
        if cell.column and isinstance(question, Table):
            column = question.column(cell.column)
            if column is not None:
                return column
        return question

    def answer_of(self, cell: Cell) -> Answer:
        """Return the stored answer of a question or a cell."""
        return self.evaluation.cell(cell)

    def unreadable(self, cell: Cell) -> Invalid | None:
        """Tell why what was typed could not be read, if it could not."""
        return self.session.unreadable(cell)

    def answer(self, cell: Cell, raw: object) -> None:
        """Answer a question or a cell; None or an empty text clears."""
        self._change(lambda: self.session.answer(cell, raw))

    def not_sure(self, cell: Cell) -> None:
        """Record 还不确定."""
        self._change(lambda: self.session.set_not_sure(cell))

    def note(self, cell: Cell, text: str) -> None:
        """Record a note."""
        self._change(lambda: self.session.set_note(cell, text))

    def later(self, cell: Cell, *, flag: bool) -> None:
        """Mark a question to be looked at again, or unmark it."""
        self._change(lambda: self.session.set_later(cell, later=flag))

    def find_out(self, cell: Cell, text: str, due: dt.date | None) -> None:
        """Record how the person means to find out."""
        self._change(lambda: self.session.set_find_out(cell, text, due))

    def remove_row(self, table: str, row: int) -> None:
        """Remove a row; undo brings it back."""
        self._change(lambda: self.session.remove_row(table, row))

    def move_row(self, table: str, row: int, target: int) -> None:
        """Move a row to another place; undo moves it back."""
        self._change(lambda: self.session.move_row(table, row, target))

    def sure(self, cell: Cell, sure: Sure | None) -> None:
        """Record how sure an answer is; None takes that back."""
        self._change(lambda: self.session.set_sure(cell, sure))

    def confirm_none(self, table: str) -> None:
        """Record that there are no rows."""
        self._change(lambda: self.session.confirm_none(table))

    def change(self, changes: Mapping[str, Answer]) -> None:
        """Change several answers in one step, which undo takes back as one."""
        self._change(lambda: self.session.change(changes))

    def use_simulation(self, simulated: Simulation) -> None:
        """Show the figures only the simulation of these very answers knows."""
        self.session.use_simulation(simulated)
        self.evaluated.emit(self.session.evaluation)

    def undo(self) -> None:
        """Take the last step back and go to where it was."""
        self._travel(self.session.undo)

    def redo(self) -> None:
        """Take the step back again and go to where it is."""
        self._travel(self.session.redo)

    def rows(self, table: str) -> int:
        """Return how many rows a table has."""
        value = self.evaluation.cell(Cell(table)).value
        return len(value) if isinstance(value, tuple) else 0

    def attempt(self, change: Callable[[], object]) -> WizardError | None:
        """Make a change whose refusal is told where it was asked for; return the refusal."""
        refused: WizardError | None = None
        try:
            change()
        except WizardError as error:
            refused = error
        self.evaluated.emit(self.session.evaluation)
        return refused

    def computed_text(self, question: QuestionFields) -> str:
        """Return what a computed question comes to, rounded for people; empty if unknown."""
        return self._rounded(question, self.evaluation.computed.get(question.id), _SHOWN)

    def computed_cell(self, column: QuestionFields, cell: Cell) -> str:
        """Return what a cell worked out from its row comes to; empty if unknown."""
        return self._rounded(column, self.evaluation.computed_cells.get(cell), _SHOWN_IN_ROWS)

    def _rounded(self, question: QuestionFields, value: object, step: Decimal) -> str:
        if value is None:
            return ""
        if not isinstance(value, Decimal):
            return question.show(value, self.words)
        if isinstance(question, Amount):
            return self.words("model.yuan", amount=grouped(value))
        return question.show(plain_number(value.quantize(step, ROUND_HALF_UP)), self.words)

    def _change(self, change: Callable[[], object]) -> None:
        try:
            change()
        except WizardError as error:
            self.refused.emit(error)
        # Also after a refusal: what shows on screen goes back to what is stored.
        self.evaluated.emit(self.session.evaluation)

    def _travel(self, move: Callable[[], Travel | None]) -> None:
        try:
            travel = move()
        except WizardError as error:
            self.refused.emit(error)
            return
        if travel is not None:
            self.evaluated.emit(self.session.evaluation)
            self.travelled.emit(travel)
