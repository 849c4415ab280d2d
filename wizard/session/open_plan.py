"""The open plan: every change goes through ``Session`` and returns the new ``Evaluation``.

The only code that holds a changing plan. Parsing, judging, storing and printing are
elsewhere; the session keeps them in step: what is shown is what was answered, and what was
answered is on its way to the disk.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from wizard.engine import CompiledChecklist, Evaluation, evaluate
from wizard.model.answers import NOTHING, Answer, Cell, Row, State, Sure
from wizard.model.checklist import Checklist
from wizard.model.plain import plain_answer
from wizard.model.questions import QuestionFields, Table
from wizard.model.reading import Invalid
from wizard.money.simulation import Simulation
from wizard.plans.answers_file import encoded
from wizard.plans.contents import PlanContents
from wizard.plans.log import Step
from wizard.plans.store import PlanFile
from wizard.session.storing import decoded, started, stored

Clock = Callable[[], dt.datetime]
_NOT_KEPT = "identity_number"


@dataclass(frozen=True, slots=True)
class Travel:
    """Where an undo or redo leads: the question it changed, with its answer before and after."""

    question: str
    before: Answer
    after: Answer
    others: tuple[str, ...] = ()


def now() -> dt.datetime:
    """Return the present moment, in the computer's time zone."""
    return dt.datetime.now().astimezone()


class Session:
    """An open plan with its evaluation.

    Attributes:
        plan: the file it lives in.
        compiled: the checklist it is answered against.
        evaluation: everything that follows from the answers, as of the last change.
        retired: answers that no longer fit the checklist.
    """

    def __init__(self, plan: PlanFile, compiled: CompiledChecklist, clock: Clock = now) -> None:
        self.plan = plan
        self.compiled = compiled
        self.clock = clock
        self.simulated: Simulation | None = None
        self._answers, self.retired = decoded(compiled.checklist, plan.answers())
        self._refused: dict[Cell, tuple[str, Invalid]] = {}
        self._place = ""
        self._started = started(plan.contents().created)
        self.evaluation = self._evaluate()

    @classmethod
    def create(
        cls,
        path: Path,
        compiled: CompiledChecklist,
        *,
        name: str,
        answers: Mapping[str, Answer] | None = None,
        language: str = "zh",
        clock: Clock = now,
    ) -> Self:
        """Begin a new plan at ``path``.

        Raises:
            WizardError: the file could not be written.
        """
        checklist = compiled.checklist
        plan = PlanFile.create(
            path,
            plan_id=str(uuid.uuid4()),
            name=name,
            pack=(checklist.id, checklist.version),
            answers=stored(checklist, answers or {}),
            now=clock(),
            language=language,
        )
        session = cls(plan, compiled, clock)
        session._summarize()
        return session

    @classmethod
    def open(cls, path: Path, compiled: CompiledChecklist, *, clock: Clock = now) -> Self:
        """Open a plan of the library.

        Raises:
            PlanError: it cannot be read, is damaged, foreign or too new.
        """
        return cls(PlanFile.open(path), compiled, clock)

    @classmethod
    def adopt(
        cls, contents: PlanContents, path: Path, compiled: CompiledChecklist, *, clock: Clock = now
    ) -> Self:
        """Take over a plan that came from elsewhere, as a new file at ``path``.

        Raises:
            WizardError: the file could not be written, or the plan contradicts itself.
        """
        return cls(PlanFile.adopt(contents, path), compiled, clock)

    @property
    def checklist(self) -> Checklist:
        """The checklist the plan is answered against."""
        return self.compiled.checklist

    @property
    def name(self) -> str:
        """The plan's name, as typed."""
        return self.plan.name

    @property
    def path(self) -> Path:
        """The file the plan lives in."""
        return self.plan.path

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.plan.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether the last thing taken back can be brought again."""
        return self.plan.can_redo

    @property
    def place(self) -> str:
        """The topic or screen the person was at when the plan was last left."""
        return self._place or str(json.loads(self.plan.summary).get("place", ""))

    def remember_place(self, place: str) -> None:
        """Remember where the person is, for the next opening."""
        if place != self.place:
            self._place = place
            self._summarize()

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
        return self.evaluation.cell(_cell(cell))

    def answer(self, cell: Cell | str, raw: object) -> Evaluation:
        """Take what was typed or clicked; None or blank text clears the answer.

        Text that cannot be read is kept beside the question, never cleared; an identity
        card number is the exception and is not stored at all.
        """
        spot = _cell(cell)
        question = self.asked(spot)
        self._refused.pop(spot, None)
        before = self.current(spot)
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return self._put(spot, before.with_value(None))
        value = question.read(raw)
        if not isinstance(value, Invalid):
            return self._put(spot, before.with_value(value))
        if isinstance(raw, (list, tuple)):
            return self._put(spot, before.with_value(None))
        typed = raw if isinstance(raw, str) else str(raw)
        if value.code == _NOT_KEPT:
            self._refused[spot] = (typed, value)
            return self.evaluation
        return self._put(spot, replace(before.with_value(None), text=typed[:4000]))

    def unreadable(self, cell: Cell | str) -> Invalid | None:
        """Return why what was typed is no answer, or None."""
        spot = _cell(cell)
        if spot in self._refused:
            return self._refused[spot][1]
        text = self.current(spot).text
        if not text:
            return None
        found = self.asked(spot).read(text)
        return found if isinstance(found, Invalid) else None

    def set_not_sure(self, cell: Cell | str, *, not_sure: bool = True) -> Evaluation:
        """Say 还不确定, or take it back."""
        spot = _cell(cell)
        self._refused.pop(spot, None)
        answer = self.current(spot).with_value(None)
        return self._put(spot, replace(answer, not_sure=not_sure))

    def set_note(self, cell: Cell | str, note: str) -> Evaluation:
        """Keep a note beside an answer."""
        spot = _cell(cell)
        return self._put(spot, replace(self.current(spot), note=note.strip()[:4000]))

    def set_later(self, cell: Cell | str, *, later: bool) -> Evaluation:
        """Flag a question to be looked at again."""
        spot = _cell(cell)
        return self._put(spot, replace(self.current(spot), later=later))

    def set_sure(self, cell: Cell | str, sure: Sure | None) -> Evaluation:
        """Say how sure an answer is."""
        spot = _cell(cell)
        return self._put(spot, replace(self.current(spot), sure=sure))

    def set_find_out(self, cell: Cell | str, text: str, due: dt.date | None) -> Evaluation:
        """Say how, and by when, something not sure will be found out."""
        spot = _cell(cell)
        answer = replace(self.current(spot), find_out=text.strip()[:4000], due=due)
        return self._put(spot, answer)

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
        return self._put_rows(table, rows[:index] + rows[index + 1 :])

    def move_row(self, table: str, index: int, target: int) -> Evaluation:
        """Move a row to another place."""
        rows = list(self._rows(table))
        rows.insert(target, rows.pop(index))
        return self._put_rows(table, tuple(rows))

    def confirm_none(self, table: str, *, none: bool = True) -> Evaluation:
        """Confirm that a table has no rows, or take the confirmation back."""
        answer = replace(self.current(table), value=() if none else None, not_sure=False, text="")
        return self._put(Cell(table), answer)

    def change(self, changes: Mapping[str, Answer]) -> Evaluation:
        """Change several answers in one step, which undo takes back as one."""
        return self._commit(dict(changes))

    def undo(self) -> Travel | None:
        """Take back the last step; None if there is none."""
        return self._travelled(self.plan.undo(self.clock()))

    def redo(self) -> Travel | None:
        """Bring again the step that was taken back last; None if there is none."""
        return self._travelled(self.plan.redo(self.clock()))

    def rename(self, name: str) -> None:
        """Give the plan another name."""
        self.plan.rename(name, now=self.clock())
        self._summarize()

    def use_simulation(self, simulated: Simulation | None) -> Evaluation:
        """Take the result of the simulation of these very answers."""
        self.simulated = simulated
        self.evaluation = self._evaluate()
        return self.evaluation

    def close(self) -> bool:
        """Save what is waiting and let go of the file; False if something was not saved."""
        self._summarize()
        return self.plan.close()

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

    def _commit(self, changes: Mapping[str, Answer]) -> Evaluation:
        written: dict[str, str | None] = {}
        for question_id, answer in changes.items():
            before = self._answers.get(question_id, NOTHING)
            if answer == before:
                continue
            question = self.checklist.questions[question_id]
            written[question_id] = (
                None if answer.is_empty else encoded(plain_answer(question, answer))
            )
            self._keep(question_id, answer)
        if not written:
            return self.evaluation
        cleared = all(value is None for value in written.values())
        self.plan.commit(written, now=self.clock(), kind="clear" if cleared else "answer")
        self.simulated = None
        self.evaluation = self._evaluate()
        self._summarize()
        return self.evaluation

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
        self._answers, self.retired = decoded(self.checklist, self.plan.answers())
        self._refused.clear()
        self.simulated = None
        self.evaluation = self._evaluate()
        self._summarize()
        changed = [one for one in step.changes if one in self.checklist.questions]
        if not changed:
            return Travel("", NOTHING, NOTHING)
        first = changed[0]
        return Travel(
            first, before.get(first, NOTHING), self._answers.get(first, NOTHING), tuple(changed[1:])
        )

    def _evaluate(self) -> Evaluation:
        return evaluate(
            self.compiled,
            self._answers,
            self.clock().date(),
            started=self._started,
            seed=self.plan.plan_id,
            simulated=self.simulated,
        )

    def _summarize(self) -> None:
        """Write the row the home screen shows, so that it needs neither pack nor engine."""
        evaluation = self.evaluation
        answered = sum(area.answered for area in evaluation.areas.values())
        of = sum(area.of for area in evaluation.areas.values())
        states = evaluation.states.values()
        summary = {
            "verdict": str(evaluation.verdict),
            "answered": answered,
            "of": of,
            "missing": len(evaluation.missing),
            "red_lines": len(evaluation.red_lines),
            "not_sure": sum(state is State.NOT_SURE for state in states),
            "place": self.place,
        }
        self.plan.set_summary(json.dumps(summary, ensure_ascii=False))


def _cell(cell: Cell | str) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(cell)
