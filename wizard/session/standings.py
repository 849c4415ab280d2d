"""How candidates stand, on the same yardstick: what passes, what is open, what bars them.

No score and no total: must-haves are counted, red lines are named, the person chooses.
"""

from __future__ import annotations

from dataclasses import dataclass

from wizard.engine import Evaluation, platform_of
from wizard.model.answers import NOTHING, Answer
from wizard.model.findings import Finding
from wizard.model.money import Money
from wizard.model.questions import QuestionFields, Severity
from wizard.money.platform_cost import PlatformCost, platform_cost, to_pay_first

JOINING = "agent_fee"


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate.

    Attributes:
        place: index of its row.
        name: as typed; may be empty.
        must_passed: must-have conditions that pass.
        must_of: all must-have conditions.
        passed: judged conditions that pass.
        judged: all judged conditions, those derived from others left out.
        open: conditions without an answer, not sure ones included.
        red_lines: what bars it.
        chosen: whether it is the chosen one.
        cost: what it keeps of 100 yuan sold, ``None`` while no fee is known.
        first: fen to pay in the first year: annual fee, deposit and joining fee; ``None``
            while none of them is known.
    """

    place: int
    name: str
    must_passed: int
    must_of: int
    passed: int
    judged: int
    open: int
    red_lines: tuple[Finding, ...]
    chosen: bool
    cost: PlatformCost | None
    first: int | None


def standings(evaluation: Evaluation) -> tuple[Standing, ...]:
    """Return how every candidate stands, in the order of the rows."""
    table = evaluation.table(evaluation.checklist.candidates)
    if table is None:
        return ()
    return tuple(_standing(evaluation, place) for place in range(len(evaluation.rows(table.id))))


def _standing(evaluation: Evaluation, place: int) -> Standing:
    table = evaluation.table(evaluation.checklist.candidates)
    columns: tuple[QuestionFields, ...] = () if table is None else table.columns
    row = evaluation.rows(evaluation.checklist.candidates)[place]
    about = [one for one in evaluation.findings if one.place == place]
    against = {one.rule for one in about if one.severity is not Severity.INFO}
    answered = {column_id for column_id, answer in row.items() if answer.value is not None}
    judged = [one for one in columns if one.judged and not one.computed]
    passed = [one for one in judged if one.id in answered and one.id not in against]
    musts = [one for one in columns if one.must]
    platform = platform_of(row)
    joining = row.get(JOINING, NOTHING).value
    first = to_pay_first(platform)
    if isinstance(joining, Money):
        first = (first or 0) + joining.fen
    return Standing(
        place=place,
        name=table.row_name(row) if table is not None else "",
        must_passed=sum(one.id in answered and one.id not in against for one in musts),
        must_of=len(musts),
        passed=len(passed),
        judged=len(judged),
        open=sum(one.id not in answered and not one.computed for one in columns),
        red_lines=tuple(one for one in about if one.severity is Severity.RED_LINE),
        chosen=place == evaluation.chosen_row,
        cost=platform_cost(platform),
        first=first,
    )


def alike(evaluation: Evaluation) -> frozenset[str]:
    """Return the ids of the columns in which all named candidates say the same."""
    table = evaluation.table(evaluation.checklist.candidates)
    if table is None:
        return frozenset()
    rows = [row for row in evaluation.rows(table.id) if table.row_name(row)]
    if len(rows) < 2:
        return frozenset()
    return frozenset(
        column.id
        for column in table.columns
        if not column.computed and len({_said(row.get(column.id, NOTHING)) for row in rows}) == 1
    )


def _said(answer: Answer) -> tuple[object, bool, str]:
    return answer.value, answer.not_sure, answer.text
