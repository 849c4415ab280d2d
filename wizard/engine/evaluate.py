"""``evaluate``: visibility, figures, judgements, rules and the verdict, in that order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import ceil

from wizard.engine.compiled import CompiledChecklist
from wizard.engine.due import sources_finding
from wizard.engine.evaluation import Evaluation
from wizard.engine.figures import figure_values, money_inputs
from wizard.engine.judging import Judge
from wizard.engine.stoppers import can_stop, read_by
from wizard.engine.values import ruled, ruled_row
from wizard.model.answers import NOTHING, Answer, Answers, Cell, Row, State
from wizard.model.checklist import Area
from wizard.model.findings import AreaResult, Finding, Verdict
from wizard.model.questions import OWN_SITE, Date, QuestionFields, Severity, Table
from wizard.money import Inputs, figures
from wizard.money.simulation import Simulation

_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_MINUTES = {"think": 0.25, "at_hand": 0.4, "work_out": 0.8, "ask": 0.8}


def evaluate(
    compiled: CompiledChecklist,
    answers: Answers,
    today: dt.date,
    *,
    started: dt.date | None = None,
    seed: str = "",
    simulated: Simulation | Callable[[Inputs], Simulation | None] | None = None,
) -> Evaluation:
    """Work out everything that follows from the answers.

    Args:
        compiled: a checklist with its conditions.
        answers: by question id; answers to questions that do not apply are left out.
        today: the day the judgement is for.
        started: the day the plan was begun, from which default days count, so that they
            stay where they are at every later evaluation; today without it.
        seed: of the simulation, the plan's id.
        simulated: the simulation of these very answers, or what makes it of their inputs;
            without it the figures that need it are None with the note ``calculating``.
    """
    return _Run(compiled, answers, today, started or today, seed, simulated).evaluation()


class _Run:
    """One evaluation under way; every method adds to what is known so far."""

    def __init__(
        self,
        compiled: CompiledChecklist,
        answers: Answers,
        today: dt.date,
        started: dt.date,
        seed: str,
        simulated: Simulation | Callable[[Inputs], Simulation | None] | None,
    ) -> None:
        self.compiled = compiled
        self.checklist = compiled.checklist
        self.answers = answers
        self.today = today
        self.started = started
        self.seed = seed
        self._simulated = simulated
        self.known: dict[str, object] = {"today": today}
        self.visible: dict[str, QuestionFields] = {}
        self.states: dict[str, State] = {}
        self.computed: dict[str, object] = {}
        # Of a table: place, answers and known values of each row. A row that was emptied keeps
        # its place on screen and counts for nothing.
        self.rows: dict[str, tuple[tuple[int, Row, Mapping[str, object]], ...]] = {}
        self.findings: list[Finding] = []
        self.missing: list[str] = []
        self.unsure: list[str] = []
        for name, threshold in self.checklist.values.items():
            self.known[name] = threshold.value

    def evaluation(self) -> Evaluation:
        self._see()
        table = self.checklist.questions.get(self.checklist.candidates)
        self.candidates = table if isinstance(table, Table) else None
        self.chosen_row, own_site = self._choice()
        inputs = money_inputs(
            self.checklist,
            self._answer,
            self._rows(self.candidates)[self.chosen_row] if self.chosen_row is not None else None,
            own_site=own_site,
            launch=self.known.get("launch_date"),
            seed=self.seed,
        )
        simulated = self._simulated(inputs) if callable(self._simulated) else self._simulated
        computed_figures = figures(inputs, simulated)
        self.known |= figure_values(computed_figures)
        self._compute()
        self._judge()
        self._collect()
        self._apply_rules()
        stale = sources_finding(self.checklist, self.visible, self.today)
        self.findings += [stale] if stale is not None else []
        self.findings.sort(key=self._weight)
        return Evaluation(
            compiled=self.compiled,
            answers=self.answers,
            today=self.today,
            visible=frozenset(self.visible),
            states=self.states,
            computed=self.computed,
            findings=tuple(self.findings),
            areas={area.id: self._area(area) for area in self.checklist.areas},
            missing=tuple(self.missing),
            not_sure=tuple(self.unsure),
            figures=computed_figures,
            inputs=inputs,
            chosen_row=self.chosen_row,
            agreements=self._agreements(),
            verdict=self._verdict(),
            simulated=simulated,
            computed_cells={
                Cell(table_id, place, column): values[column]
                for table_id, rows in self.rows.items()
                for place, _, values in rows
                for column in self.compiled.column_order.get(table_id, ())
                if column in values
            },
        )

    def _answer(self, question_id: str) -> Answer:
        if question_id not in self.visible:
            return NOTHING
        return self.answers.get(question_id, NOTHING)

    def _rows(self, table: Table | None) -> tuple[Row, ...]:
        value = self._answer(table.id).value if table is not None else None
        if not isinstance(value, tuple):
            return ()
        return tuple(row for row in value if not isinstance(row, str))

    def _see(self) -> None:
        """Find what applies; a condition that is unknown hides its question."""
        for topic in self.checklist.topics:
            condition = self.compiled.topics.get(topic.id)
            shown = condition is None or condition(self.known) is True
            for question in topic.questions:
                when = self.compiled.questions[question.id].when
                if not shown or (when is not None and when(self.known) is not True):
                    self.states[question.id] = State.NOT_APPLICABLE
                    continue
                self.visible[question.id] = question
                if question.computed:
                    continue
                answer = self.answers.get(question.id, NOTHING)
                value = ruled(question, answer)
                blank = isinstance(question, Table) and value is None and not answer.not_sure
                self.states[question.id] = State.UNANSWERED if blank else answer.state
                if value is None and isinstance(question, Date):
                    value = self._default_day(question, answer)
                if value is not None:
                    self.known[question.id] = value

    def _default_day(self, question: Date, answer: Answer) -> dt.date | None:
        if question.default_days is None or answer.not_sure:
            return None
        return self.started + dt.timedelta(days=question.default_days)

    def _choice(self) -> tuple[int | None, bool]:
        chosen = self._answer(self.checklist.chosen).value
        if not isinstance(chosen, str) or self.candidates is None:
            return None, False
        if chosen == OWN_SITE:
            return None, True
        rows = enumerate(self._rows(self.candidates))
        named = [index for index, row in rows if self.candidates.row_name(row) == chosen]
        # Of two rows of one name nobody can tell which was meant, and one may hide red lines.
        return (named[0] if len(named) == 1 else None), False

    def _compute(self) -> None:
        # A table without computed columns waits for nothing, and stands in no order.
        for table in self.visible.values():
            if isinstance(table, Table) and table.id not in self.compiled.column_order:
                self._fill_rows(table)
        for name in self.compiled.order:
            question = self.visible.get(name)
            if question is None:
                continue
            if isinstance(question, Table):
                self._fill_rows(question)
                continue
            expression = self.compiled.questions[name].computed
            value = expression(self.known) if expression is not None else None
            unknown = value is None or (question.must and self._rests_on_unsure(name))
            self.states[name] = State.UNANSWERED if unknown else State.ANSWERED
            if value is not None:
                self.known[name] = value
                self.computed[name] = value

    def _fill_rows(self, table: Table) -> None:
        if table.id in self.known:
            rows = enumerate(self._rows(table))
            filled = [(n, row, self._row_values(table, row)) for n, row in rows if row]
            self.rows[table.id] = tuple(filled)
            self.known[table.id] = tuple(values for _, _, values in filled)

    def _rests_on_unsure(self, question_id: str) -> bool:
        """Whether a computed value reads a cell of the chosen candidate that is not sure.

        A fee nobody knows counts as nothing in the figures, so that what is known can
        already break the limit; but it must not pass the limit as if it were nothing.
        """
        if self.chosen_row is None or self.candidates is None:
            return False
        row = self._rows(self.candidates)[self.chosen_row]
        reads = set(read_by(self.compiled.questions[question_id]))
        return any(
            answer.not_sure and f"{self.candidates.id}.{column}" in reads
            for column, answer in row.items()
        )

    def _row_values(self, table: Table, row: Row) -> Mapping[str, object]:
        values = ruled_row(table, row)
        for column_id in self.compiled.column_order.get(table.id, ()):
            expression = self.compiled.columns[table.id, column_id].computed
            value = expression({**self.known, **values}) if expression is not None else None
            if value is not None:
                values[column_id] = value
        return values

    def _judge(self) -> None:
        for question_id, question in self.visible.items():
            judge = Judge(self.compiled.questions[question_id], question.id, self.known)
            answered = self.states[question_id] is State.ANSWERED
            if question.judged and (answered or question.computed):
                self.findings += judge.question(question)
            if isinstance(question, Table):
                self._judge_rows(question)

    def _judge_rows(self, table: Table) -> None:
        for index, row, values in self.rows.get(table.id, ()):
            known = {**self.known, **values}
            counts = table is not self.candidates or index == self.chosen_row
            name = table.row_name(row) or str(index + 1)
            for column in table.columns:
                if column.judged and column.id in values and self._applies(table, column, known):
                    judgement = self.compiled.columns[table.id, column.id]
                    judge = Judge(judgement, column.id, known, row=name, place=index)
                    self.findings += judge.question(column, counts=counts, table=table)

    def _applies(self, table: Table, column: QuestionFields, known: Mapping[str, object]) -> bool:
        when = self.compiled.columns[table.id, column.id].when
        return when is None or when(known) is True

    def _collect(self) -> None:
        """List must-have questions without an answer and everything that is not sure."""
        for question_id, question in self.visible.items():
            state = self.states[question_id]
            if question.must and state is State.UNANSWERED and not self._decided(question_id):
                self.missing.append(question_id)
            if state is State.NOT_SURE:
                self.unsure.append(question_id)
            if question is self.candidates:
                self._collect_chosen(self.candidates)
        chosen = self.checklist.chosen
        if self._chosen_in_vain() and chosen in self.visible and chosen not in self.missing:
            self.missing.append(chosen)

    def _collect_chosen(self, table: Table) -> None:
        if self.chosen_row is None:
            return
        row, values = next(
            (row, values) for place, row, values in self.rows[table.id] if place == self.chosen_row
        )
        known = {**self.known, **values}
        for column in table.columns:
            if not self._applies(table, column, known):
                self.states[column.id] = State.NOT_APPLICABLE
                continue
            state = row.get(column.id, NOTHING).state
            if column.computed:
                state = State.ANSWERED if column.id in values else state
            self.states[column.id] = state
            if column.must and state is State.UNANSWERED:
                self.missing.append(column.id)
            if state is State.NOT_SURE:
                self.unsure.append(column.id)

    def _decided(self, question_id: str) -> bool:
        """Whether a computed question is judged although its value is not known yet."""
        return any(one.rule == question_id for one in self.findings)

    def _chosen_in_vain(self) -> bool:
        """Whether the chosen candidate's name is that of no row of the table, or of several."""
        chosen = self._answer(self.checklist.chosen).value
        return (
            self.candidates is not None
            and isinstance(chosen, str)
            and chosen != OWN_SITE
            and self.chosen_row is None
        )

    def _apply_rules(self) -> None:
        for rule in self.checklist.rules:
            judgement = self.compiled.rules[rule.id]
            if not rule.table:
                self.findings += Judge(judgement, rule.id, self.known).rule(rule)
                continue
            table = self.visible.get(rule.table)
            if not isinstance(table, Table):
                continue
            for index, row, values in self.rows.get(table.id, ()):
                name = table.row_name(row) or str(index + 1)
                known = {**self.known, **values}
                counts = table is not self.candidates or index == self.chosen_row
                judge = Judge(judgement, rule.id, known, row=name, place=index)
                self.findings += judge.rule(rule, counts=counts)

    def _weight(self, finding: Finding) -> tuple[bool, int, int]:
        order = list(self.visible)
        first = finding.questions[0]
        table = self.checklist.columns.get(first)
        key = table[0].id if table is not None and first not in self.visible else first
        position = order.index(key) if key in order else len(order)
        return (not finding.counts, _RANK[finding.severity], position)

    def _area(self, area: Area) -> AreaResult:
        states = [
            (question, self.states[question.id])
            for question in self._asked(area)
            if self.states.get(question.id, State.NOT_APPLICABLE) is not State.NOT_APPLICABLE
        ]
        open_questions = [one for one, state in states if state is State.UNANSWERED]
        answered = len(states) - len(open_questions)
        severities = [
            one.severity
            for one in self.findings
            if one.counts and self.checklist.area_of.get(one.questions[0]) == area.id
        ]
        worst = min(severities, key=_RANK.__getitem__, default=None)
        stoppers = [one for one in open_questions if can_stop(one, self.compiled.stoppers)]
        result = AreaResult(
            state="in_progress",
            answered=answered,
            of=len(states),
            not_sure=sum(state is State.NOT_SURE for _, state in states),
            worst=worst,
            minutes=_minutes(open_questions),
            open_stoppers=len(stoppers),
            short_minutes=_minutes(stoppers),
            stoppers=sum(can_stop(one, self.compiled.stoppers) for one, _ in states),
        )
        return _with_state(result)

    def _asked(self, area: Area) -> Iterable[QuestionFields]:
        for question in area.questions:
            if question.computed:
                continue
            yield question
            if question is self.candidates and self.chosen_row is not None:
                yield from (
                    column
                    for column in self.candidates.columns
                    if not column.computed and column.id != self.candidates.name_column
                )

    def _agreements(self) -> tuple[str, ...]:
        conditions = self.compiled.agreements
        return tuple(
            agreement.id
            for agreement in self.checklist.agreements
            if agreement.id not in conditions or conditions[agreement.id](self.known) is True
        )

    def _verdict(self) -> Verdict:
        severities = {one.severity for one in self.findings if one.counts}
        if severities & {Severity.RED_LINE, Severity.BROKEN}:
            return Verdict.NOT_ADVISED
        must = (question_id for question_id in self.unsure if self._is_must(question_id))
        if self.missing or any(must):
            return Verdict.UNDECIDED
        return Verdict.FIX_FIRST if Severity.FIX in severities else Verdict.READY

    def _is_must(self, question_id: str) -> bool:
        question = self.checklist.asked(question_id)
        return question is not None and question.must


def _minutes(questions: list[QuestionFields]) -> int:
    return ceil(sum(_MINUTES[one.effort] for one in questions))


def _with_state(result: AreaResult) -> AreaResult:
    if result.worst in (Severity.RED_LINE, Severity.BROKEN):
        return replace(result, state="red_line")
    if result.answered == 0:
        return replace(result, state="not_started")
    return replace(result, state="complete" if result.answered == result.of else "in_progress")
