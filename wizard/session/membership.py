"""To which class a plan belongs, and whether its trainer may see the answers.

Both stand in the plan's summary under ``class``: they are no answers, are not printed, and
travel with a copy of the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from wizard.plans.store import PlanFile

_KEY = "class"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Membership:
    """A plan's place in a class.

    Attributes:
        class_id: id of the class; empty for a plan of no class.
        class_name: its name, as the trainer typed it.
        shows_answers: the participant agreed that the trainer sees more than statuses.
    """

    class_id: str = ""
    class_name: str = ""
    shows_answers: bool = False


def membership(summary: str) -> Membership:
    """Return what a plan's summary says about a class; nothing if it says nothing sensible."""
    found = _row(summary).get(_KEY)
    if not isinstance(found, dict):
        return Membership()
    return Membership(
        str(found.get("id", ""))[:_LONGEST],
        str(found.get("name", ""))[:_LONGEST],
        shows_answers=found.get("shows_answers") is True,
    )


def with_membership(summary: str, member: Membership) -> str:
    """Return the summary with another membership; an empty one leaves it out."""
    row = _row(summary)
    row.pop(_KEY, None)
    if member != Membership():
        row[_KEY] = {
            "id": member.class_id,
            "name": member.class_name,
            "shows_answers": member.shows_answers,
        }
    return json.dumps(row, ensure_ascii=False)


def show_answers(plan: PlanFile, *, agreed: bool) -> None:
    """Keep in a plan whether its trainer may see more than statuses."""
    member = replace(membership(plan.summary), shows_answers=agreed)
    plan.set_summary(with_membership(plan.summary, member))


def _row(summary: str) -> dict[str, Any]:
    row = json.loads(summary)
    return row if isinstance(row, dict) else {}
