"""Everything that follows from the answers at one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from wizard.engine.compiled import CompiledChecklist
from wizard.model.answers import NOTHING, Answer, Answers, Cell, Row, State
from wizard.model.checklist import Checklist
from wizard.model.findings import AreaResult, Finding, Verdict
from wizard.model.questions import QuestionFields, Severity, Table
from wizard.money import Figure, Inputs
from wizard.money.simulation import Simulation


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of ``evaluate``: all that screens and documents show.

    Attributes:
        compiled: the checklist it was made with.
        answers: the answers, hidden ones included; ask ``answer`` for what counts.
        today: the day it was made for.
        visible: ids of the questions that apply.
        states: state by question id; columns of the chosen candidate included.
        computed: value by id of a computed question; money in yuan, percent in points.
        findings: strongest first.
        areas: how far each area has got.
        missing: ids of must-have questions without an answer, in order.
        not_sure: ids of questions answered 还不确定, in order.
        figures: every figure of the money model.
        inputs: what the figures were computed from.
        chosen_row: index of the chosen row of the candidates' table, or None.
        agreements: ids of the agreements that apply.
        simulated: the simulation behind the figures that need one, if it was made.
        computed_cells: value of each cell that is worked out from its row; units as above.
    """

    compiled: CompiledChecklist
    answers: Answers
    today: dt.date
    visible: frozenset[str]
    states: Mapping[str, State]
    computed: Mapping[str, object]
    findings: tuple[Finding, ...]
    areas: Mapping[str, AreaResult]
    missing: tuple[str, ...]
    not_sure: tuple[str, ...]
    figures: Mapping[str, Figure]
    inputs: Inputs
    chosen_row: int | None
    agreements: tuple[str, ...]
    verdict: Verdict
    simulated: Simulation | None = None
    computed_cells: Mapping[Cell, object] = field(default_factory=dict)

    @property
    def checklist(self) -> Checklist:
        """The checklist without its compiled conditions."""
        return self.compiled.checklist

    @property
    def can_print_final(self) -> bool:
        """Whether the final edition may be printed."""
        return self.verdict in (Verdict.FIX_FIRST, Verdict.READY)

    @property
    def red_lines(self) -> tuple[Finding, ...]:
        """The open red lines that weigh."""
        return tuple(
            one for one in self.findings if one.severity is Severity.RED_LINE and one.counts
        )

    @property
    def blockers(self) -> tuple[Finding, ...]:
        """The findings that hold back the final edition."""
        blocking = (Severity.RED_LINE, Severity.BROKEN)
        return tuple(one for one in self.findings if one.severity in blocking and one.counts)

    def answer(self, question_id: str) -> Answer:
        """Return the answer that counts: none for a question that does not apply."""
        if question_id not in self.visible:
            return NOTHING
        return self.answers.get(question_id, NOTHING)

    def cell(self, cell: Cell) -> Answer:
        """Return the stored answer of a question or of a cell of a table."""
        answer = self.answers.get(cell.question, NOTHING)
        if cell.row is None:
            return answer
        rows = answer.value
        if not isinstance(rows, tuple) or cell.row >= len(rows):
            return NOTHING
        row = rows[cell.row]
        return row.get(cell.column, NOTHING) if not isinstance(row, str) else NOTHING

    def rows(self, table_id: str) -> tuple[Row, ...]:
        """Return the rows of a table that applies, without those of a hidden one."""
        value = self.answer(table_id).value
        if not isinstance(value, tuple):
            return ()
        return tuple(row for row in value if not isinstance(row, str))

    @property
    def chosen(self) -> Row | None:
        """The chosen candidate's row, or None."""
        if self.chosen_row is None:
            return None
        return self.rows(self.checklist.candidates)[self.chosen_row]

    def question(self, question_id: str) -> QuestionFields | None:
        """Return a question or a column of the candidates' table by id."""
        return self.checklist.asked(question_id)

    def table(self, table_id: str) -> Table | None:
        """Return a question that is a table."""
        question = self.checklist.questions.get(table_id)
        return question if isinstance(question, Table) else None

    def findings_of(self, question_id: str, row: int | None = None) -> tuple[Finding, ...]:
        """Return the findings to show beside a question, or beside a cell of its column."""
        return tuple(
            one for one in self.findings if question_id in one.questions and one.place == row
        )
