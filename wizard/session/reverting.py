"""Take one change back, and nothing else that was changed since."""

from __future__ import annotations

from dataclasses import replace

from wizard.engine import Evaluation
from wizard.engine.changes import AnswerChange
from wizard.model.answers import NOTHING, Answer, Row
from wizard.model.questions import Table


def reverted(evaluation: Evaluation, change: AnswerChange) -> dict[str, Answer]:
    """Return what to change so that ``change`` never happened, for ``Session.change``.

    Args:
        evaluation: the plan as it is now.
        change: one of the changes that led to it.

    Returns:
        The answer by question id; nothing if the row it was made in is gone.
    """
    table = evaluation.checklist.questions[change.question]
    now = evaluation.answers.get(change.question, NOTHING)
    if not isinstance(table, Table) or (change.row is None and not _has_rows(now)):
        return {change.question: change.before}
    rows = list(_rows(now))
    if change.row is None:
        # Only what stands beside the rows changed: the note, the flag.
        return {change.question: replace(change.before, value=now.value)}
    if change.column:
        place = _place(table, rows, change)
        if place is None:
            return {}
        row = {key: one for key, one in rows[place].items() if key != change.column}
        rows[place] = row if change.before == NOTHING else {**row, change.column: change.before}
    elif change.before == NOTHING:
        added = _rows(change.after)[0]
        if added not in rows:
            return {}
        rows.remove(added)
    else:
        rows.append(_rows(change.before)[0])
    return {change.question: now.with_value(tuple(rows) or None)}


def _place(table: Table, rows: list[Row], change: AnswerChange) -> int | None:
    """Return the row a cell was changed in: named so, and still holding what it became."""
    for place, row in enumerate(rows):
        if change.row in (table.row_name(row), str(place + 1)):
            found = row.get(change.column, NOTHING)
            if found == change.after:
                return place
    return None


def _has_rows(answer: Answer) -> bool:
    return bool(_rows(answer))


def _rows(answer: Answer) -> tuple[Row, ...]:
    if not isinstance(answer.value, tuple):
        return ()
    return tuple(row for row in answer.value if not isinstance(row, str))
