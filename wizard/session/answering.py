"""The answers of an open plan: every change goes through here and returns the new ``Evaluation``.

Parsing, judging and storing are elsewhere; this keeps them in step: what is shown is what
was answered, and what was answered is on its way to the disk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.errors import PlanError
from wizard.model.answers import NOTHING, Answer, Cell, Evidence, Row, Sure
from wizard.model.checklist import Checklist
from wizard.model.formats import holds_identity_number
from wizard.model.plain import LONGEST_NOTE, plain_answer
from wizard.model.questions import QuestionFields, Table
from wizard.model.reading import Invalid
from wizard.money.simulation import Simulation
from wizard.plans.answers_file import encoded
from wizard.plans.log import Step
from wizard.plans.store import PlanFile
from wizard.session.own_clauses import clause_of
from wizard.session.storing import decoded, started
from wizard.strict_yaml import clean

Clock = Callable[[], dt.datetime]
_NOT_KEPT = "identity_number"


@dataclass(frozen=True, slots=True)
class Travel:
    """Where an undo or redo leads: the question it changed, with its answer before and after.

    Attributes:
        others: further questions it changed.
        clause: agreement and code of the clause whose own words it changed instead.
    """

    question: str
    before: Answer
    after: Answer
    others: tuple[str, ...] = ()
    clause: tuple[str, str] | None = None


def now() -> dt.datetime:
    """Return the present moment, in the computer's time zone."""
    return dt.datetime.now().astimezone()


class Answering:
    """The answers of a plan and what follows from them, changed together.

    Attributes:
        plan: the file they live in.
        compiled: the checklist they answer.
        evaluation: everything that follows from the answers, as of the last change.
        retired: answers that no longer fit the checklist.
        read_only: another window edits the plan; every change is refused.
    """

    def __init__(self, plan: PlanFile, compiled: CompiledChecklist, clock: Clock = now) -> None:
        self.plan = plan
        self.compiled = compiled
        self.clock = clock
        self.read_only = False
        self.simulated: Simulation | None = None
        self._refused: dict[Cell, Invalid] = {}
        self._begun = started(plan.created)
        self._answers, self.retired = decoded(compiled.checklist, plan.answers())
        self.evaluation = self._evaluate()

    @property
    def checklist(self) -> Checklist:
        """The checklist the plan is answered against."""
        return self.compiled.checklist

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.plan.can_undo and not self.read_only

    @property
    def can_redo(self) -> bool:
        """Whether the last thing taken back can be brought again."""
        return self.plan.can_redo and not self.read_only

    def asked(self, cell: Cell) -> QuestionFields:
        """Return the question behind a cell.

        Raises:
            KeyError: the checklist has no such question: our bug.
        """
        question = self.checklist.questions[cell.question]
        if cell.row is None:
            return question
        column = question.column(cell.column) if isinstance(question, Table) else None
        if column is None:
            raise KeyError(str(cell))
        return column

    def current(self, cell: Cell | str) -> Answer:
        """Return the stored answer of a question or cell."""
        return self.evaluation.cell(as_cell(cell))

    def answer(self, cell: Cell | str, raw: object) -> Evaluation:
        """Take what was typed or clicked; None or blank text clears the answer.

        Text that cannot be read is kept beside the question, never cleared; an identity
        card number is the exception and is not stored at all.

        Raises:
            PlanError: the plan is edited in another window.
        """
        spot = as_cell(cell)
        question = self.asked(spot)
        self._refused.pop(spot, None)
        before = self.current(spot)
        if isinstance(raw, str):
            # What is pasted brings characters nobody sees; a number is one without them.
            raw = clean(raw)
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return self._put(spot, before.with_value(None))
        value = question.read(raw)
        if not isinstance(value, Invalid):
            return self._put(spot, replace(before, value=value, not_sure=False, text=""))
        typed = raw if isinstance(raw, str) else clean(str(raw))
        if value.code == _NOT_KEPT or holds_identity_number(typed):
            self._refused[spot] = Invalid(_NOT_KEPT)
            return self.evaluation
        typed = typed[:LONGEST_NOTE]
        return self._put(spot, replace(before, value=None, not_sure=False, text=typed))

    def unreadable(self, cell: Cell | str) -> Invalid | None:
        """Return why what was typed is no answer, or None."""
        spot = as_cell(cell)
        if spot in self._refused:
            return self._refused[spot]
        text = self.current(spot).text
        if not text:
            return None
        found = self.asked(spot).read(text)
        return found if isinstance(found, Invalid) else None

    def set_not_sure(self, cell: Cell | str, *, not_sure: bool = True) -> Evaluation:
        """Say 还不确定, or take it back."""
        spot = as_cell(cell)
        self._refused.pop(spot, None)
        answer = self.current(spot).with_value(None)
        return self._put(spot, replace(answer, not_sure=not_sure))

    def set_note(self, cell: Cell | str, note: str) -> Evaluation:
        """Keep a note beside an answer; one with an identity card number is not stored."""
        spot = as_cell(cell)
        written = self._written(spot, note)
        if written is None:
            return self.evaluation
        return self._put(spot, replace(self.current(spot), note=written))

    def set_later(self, cell: Cell | str, *, later: bool) -> Evaluation:
        """Flag a question to be looked at again."""
        spot = as_cell(cell)
        return self._put(spot, replace(self.current(spot), later=later))

    def set_sure(self, cell: Cell | str, sure: Sure | None) -> Evaluation:
        """Say how sure an answer is."""
        spot = as_cell(cell)
        return self._put(spot, replace(self.current(spot), sure=sure))

    def set_find_out(self, cell: Cell | str, text: str, due: dt.date | None) -> Evaluation:
        """Say how, and by when, something not sure will be found out."""
        spot = as_cell(cell)
        written = self._written(spot, text)
        if written is None:
            return self.evaluation
        return self._put(spot, replace(self.current(spot), find_out=written, due=due))

    def set_evidence(self, cell: Cell | str, evidence: tuple[Evidence, ...]) -> Evaluation:
        """Say what backs an answer."""
        spot = as_cell(cell)
        return self._put(spot, replace(self.current(spot), evidence=evidence))

    def cells(self) -> Iterator[tuple[Cell, Answer]]:
        """Yield every stored answer with its cell, tables and their cells included."""
        for question_id, answer in self._answers.items():
            yield Cell(question_id), answer
            for index, row in enumerate(self._rows(question_id)):
                for column, cell in row.items():
                    yield Cell(question_id, index, column), cell

    def add_row(self, table: str) -> int:
        """Add an empty row; return its index, or that of the last row when it is full."""
        question = self.checklist.questions[table]
        rows = self._rows(table)
        if isinstance(question, Table) and len(rows) >= question.most_rows:
            return len(rows) - 1
        self._put_rows(table, (*rows, {}))
        return len(rows)

    def remove_row(self, table: str, index: int) -> Evaluation:
        """Remove a row; undo brings it back."""
        rows = self._rows(table)
        self._forget_refused(table)
        return self._put_rows(table, rows[:index] + rows[index + 1 :])

    def move_row(self, table: str, index: int, target: int) -> Evaluation:
        """Move a row to another place."""
        rows = list(self._rows(table))
        rows.insert(target, rows.pop(index))
        self._forget_refused(table)
        return self._put_rows(table, tuple(rows))

    def confirm_none(self, table: str, *, none: bool = True) -> Evaluation:
        """Confirm that a table has no rows, or take the confirmation back."""
        answer = replace(self.current(table), value=() if none else None, not_sure=False, text="")
        return self._put(Cell(table), answer)

    def change(self, changes: Mapping[str, Answer], *, kind: str = "answer") -> Evaluation:
        """Change several answers in one step, which undo takes back as one.

        Raises:
            PlanError: the plan is edited in another window.
        """
        return self._commit(dict(changes), kind)

    def undo(self) -> Travel | None:
        """Take back the last step; None if there is none.

        Raises:
            PlanError: the plan is edited in another window.
        """
        self._must_be_ours()
        return self._travelled(self.plan.undo(self.clock()))

    def redo(self) -> Travel | None:
        """Bring again the step that was taken back last; None if there is none.

        Raises:
            PlanError: the plan is edited in another window.
        """
        self._must_be_ours()
        return self._travelled(self.plan.redo(self.clock()))

    def use_simulation(self, simulated: Simulation | None) -> Evaluation:
        """Take the result of the simulation of these very answers."""
        self.simulated = simulated
        self.evaluation = self._evaluate()
        return self.evaluation

    def evaluation_at(self, revision: int, today: dt.date | None = None) -> Evaluation:
        """Return what followed from the answers as they stood after ``revision``.

        Args:
            revision: 0 is before all.
            today: the day it is judged for; the present one without it.
        """
        answers, _ = decoded(self.checklist, self.plan.answers_at(revision))
        return self._evaluated(answers, today or self.clock().date(), None)

    def _must_be_ours(self) -> None:
        if self.read_only:
            raise PlanError("plans.open_elsewhere", path=str(self.plan.path))

    def _written(self, spot: Cell, text: str) -> str | None:
        self._refused.pop(spot, None)
        written = clean(text).strip()[:LONGEST_NOTE]
        if holds_identity_number(written):
            self._refused[spot] = Invalid(_NOT_KEPT)
            return None
        return written

    def _forget_refused(self, table: str) -> None:
        self._refused = {spot: why for spot, why in self._refused.items() if spot.question != table}

    def _rows(self, table: str) -> tuple[Row, ...]:
        value = self._answers.get(table, NOTHING).value
        if not isinstance(value, tuple):
            return ()
        return tuple(row for row in value if not isinstance(row, str))

    def _put_rows(self, table: str, rows: tuple[Row, ...]) -> Evaluation:
        before = self._answers.get(table, NOTHING)
        answer = replace(before, value=rows or None, not_sure=False, text="")
        return self._put(Cell(table), answer)

    def _put(self, cell: Cell, answer: Answer) -> Evaluation:
        if cell.row is None:
            return self._commit({cell.question: answer})
        rows = list(self._rows(cell.question))
        while len(rows) <= cell.row:
            rows.append({})
        row = {key: one for key, one in rows[cell.row].items() if key != cell.column}
        if not answer.is_empty:
            row[cell.column] = answer
        rows[cell.row] = row
        before = self._answers.get(cell.question, NOTHING)
        return self._commit({cell.question: before.with_value(tuple(rows))})

    def _commit(self, changes: Mapping[str, Answer], kind: str = "answer") -> Evaluation:
        self._must_be_ours()
        written: dict[str, str | None] = {}
        for question_id, answer in changes.items():
            if answer == self._answers.get(question_id, NOTHING):
                continue
            question = self.checklist.questions[question_id]
            written[question_id] = (
                None if answer.is_empty else encoded(plain_answer(question, answer))
            )
            self._keep(question_id, answer)
        if not written:
            return self.evaluation
        if kind == "answer" and all(value is None for value in written.values()):
            kind = "clear"
        self.plan.commit(written, now=self.clock(), kind=kind)
        self._follow(entered=True)
        return self._changed()

    def _keep(self, question_id: str, answer: Answer) -> None:
        answers = {**self._answers, question_id: answer}
        self._answers = {
            one: answers[one]
            for one in self.checklist.questions
            if one in answers and not answers[one].is_empty
        }

    def _travelled(self, step: Step | None) -> Travel | None:
        if step is None:
            return None
        before = self._answers
        self._reread()
        changed = [one for one in step.changes if one in self.checklist.questions]
        if not changed:
            clause = next((found for one in step.changes if (found := clause_of(one))), None)
            return Travel("", NOTHING, NOTHING, clause=clause)
        first = changed[0]
        return Travel(
            first, before.get(first, NOTHING), self._answers.get(first, NOTHING), tuple(changed[1:])
        )

    def _reread(self) -> Evaluation:
        """Take the answers as the plan has them."""
        self._answers, self.retired = decoded(self.checklist, self.plan.answers())
        self._refused.clear()
        self._follow(entered=False)
        return self._changed()

    def _changed(self) -> Evaluation:
        self.simulated = None
        self.evaluation = self._evaluate()
        self.summarize()
        return self.evaluation

    def _follow(self, *, entered: bool) -> None:
        """Take the unfinished texts along with the answers; for the open plan to fill in."""

    def summarize(self) -> None:
        """Write down what the home list shows of the plan; for the open plan to fill in."""

    def _evaluate(self) -> Evaluation:
        return self._evaluated(self._answers, self.clock().date(), self.simulated)

    def _evaluated(
        self, answers: Mapping[str, Answer], today: dt.date, simulated: Simulation | None
    ) -> Evaluation:
        return evaluate(
            self.compiled,
            answers,
            today,
            started=self._begun,
            seed=self.plan.plan_id,
            simulated=simulated,
        )


def as_cell(cell: Cell | str) -> Cell:
    """Return the cell of a question given by its id alone."""
    return cell if isinstance(cell, Cell) else Cell(cell)
