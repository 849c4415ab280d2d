"""Ways to come under the cap, each with what it would do to the whole plan.

Nothing is stored here: a way holds the answers it would change, to be handed to
``Session.change`` as one step, and the evaluation that would follow.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from wizard.engine import Evaluation, evaluate, platform_of
from wizard.model.answers import NOTHING, Answer, Row
from wizard.model.money import Money
from wizard.model.questions import Severity
from wizard.money import Platform
from wizard.money.saving import Edit, Saving, ways_to_save

LINES = "budget_lines"
AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to save.

    Attributes:
        saving: what it does, in fen.
        changes: the answers it changes, by question id.
        after: everything that would follow.
    """

    saving: Saving
    changes: Mapping[str, Answer]
    after: Evaluation


def ways(evaluation: Evaluation, *, started: dt.date | None = None) -> tuple[Way, ...]:
    """Return the ways to come under the cap; none while the plan is within it.

    Args:
        evaluation: the plan as it is.
        started: the day the plan was begun, as for ``evaluate``.
    """
    found = []
    for saving in ways_to_save(evaluation.inputs, alternatives(evaluation)):
        changes = _changes(evaluation, saving)
        after = evaluate(
            evaluation.compiled,
            {**evaluation.answers, **changes},
            evaluation.today,
            started=started,
            seed=str(evaluation.inputs.seed),
        )
        found.append(Way(saving, changes, after))
    return tuple(found)


def alternatives(evaluation: Evaluation) -> tuple[Platform, ...]:
    """Return the platforms that could be chosen instead; none with an open red line."""
    table = evaluation.table(evaluation.checklist.candidates)
    if table is None:
        return ()
    barred = {one.place for one in evaluation.findings if one.severity is Severity.RED_LINE}
    return tuple(
        platform_of(row)
        for place, row in enumerate(evaluation.rows(table.id))
        if place != evaluation.chosen_row and place not in barred and table.row_name(row)
    )


def _changes(evaluation: Evaluation, saving: Saving) -> dict[str, Answer]:
    if saving.platform:
        chosen = evaluation.checklist.chosen
        before = evaluation.answers.get(chosen, NOTHING)
        return {chosen: before.with_value(saving.platform)}
    rows = list(evaluation.rows(LINES))
    # The lines are counted without the rows on screen that were emptied.
    places = [place for place, row in enumerate(rows) if row]
    for edit in saving.edits:
        place = places[edit.row]
        rows[place] = _edited(rows[place], edit)
    return {LINES: evaluation.answers.get(LINES, NOTHING).with_value(tuple(rows))}


def _edited(row: Row, edit: Edit) -> Row:
    amount = row.get(AMOUNT, NOTHING).with_value(Money(edit.after))
    return {**row, AMOUNT: amount}
