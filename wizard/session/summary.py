"""The row the home screen shows of a plan, so that it needs neither pack nor engine.

A JSON object: ``verdict``, ``answered``, ``of``, ``missing``, ``red_lines``, ``not_sure``,
``place`` (topic or screen), ``last_print`` (``number``, ``at``, ``edition``; missing if
nothing was printed), ``changed`` (answers changed since that print), ``due`` (the days on
which something expires or was promised, earliest first) and ``review`` (reason by id of
the questions to be looked at again after the checklist changed).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wizard.engine import Evaluation
from wizard.engine.due import promises
from wizard.model.answers import State
from wizard.plans.contents import Print
from wizard.session.print_record import read_record


def summary(
    evaluation: Evaluation,
    *,
    place: str,
    last_print: Print | None,
    changed: int,
    review: Mapping[str, str],
) -> dict[str, Any]:
    """Return the summary of a plan.

    Args:
        evaluation: of its answers.
        place: where the person was.
        last_print: the record of the last edition, or None.
        changed: how many answers were changed since.
        review: reason by id of the questions to be looked at again.
    """
    row: dict[str, Any] = {
        "verdict": str(evaluation.verdict),
        "answered": sum(area.answered for area in evaluation.areas.values()),
        "of": sum(area.of for area in evaluation.areas.values()),
        "missing": len(evaluation.missing),
        "red_lines": len(evaluation.red_lines),
        "not_sure": sum(one is State.NOT_SURE for one in evaluation.states.values()),
        "place": place,
    }
    if last_print is not None:
        record = read_record(last_print.record)
        row["last_print"] = {
            "number": last_print.number,
            "at": last_print.at,
            "edition": record.edition,
        }
        row["changed"] = changed
    days = sorted({one.day.isoformat() for one in promises(evaluation)})
    if days:
        row["due"] = days
    if review:
        row["review"] = dict(review)
    return row


def review(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what a stored summary says is to be looked at again."""
    found = row.get("review")
    if not isinstance(found, dict):
        return {}
    return {key: reason for key, reason in found.items() if isinstance(reason, str)}


def written(row: dict[str, Any]) -> str:
    """Return the summary as it is stored."""
    return json.dumps(row, ensure_ascii=False)


def read(text: str) -> dict[str, Any]:
    """Return a stored summary."""
    row = json.loads(text)
    return row if isinstance(row, dict) else {}
