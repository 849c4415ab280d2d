"""A class without the people: what may leave the room.

Names become aliases in an order that says nothing, contacts, shop names and free text are
not there at all, amounts are rounded to 50 yuan and shown only where the participant
agreed, and whatever fewer than five people share is left out (a minimum of five is usual
practice in official statistics). A class of fewer than five leaves nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wizard.workshop.board import Board, Participant
from wizard.workshop.tables import Value, csv_bytes

SMALLEST_GROUP = 5
_STEP = 5_000
HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class AnonymousClass:
    """What leaves: rows by alias, and how many share what.

    Attributes:
        areas: ids, in the order of the columns.
        rows: column -> value; ``*`` stands for what fewer than five share.
        blockers: question id -> people held up there.
    """

    areas: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]
    blockers: dict[str, int]


def anonymous(board: Board) -> AnonymousClass:
    """Return the class without the people."""
    areas = tuple(board.area_titles)
    people = sorted(board.participants, key=lambda one: _shuffled(board.classroom.id, one))
    if len(people) < SMALLEST_GROUP:
        return AnonymousClass(areas, (), {})
    columns: dict[str, list[Value]] = {
        "verdict": [one.verdict for one in people],
        **{area: [one.areas[area] for one in people] for area in areas},
        "red_lines": [_grouped(len(one.red_lines)) for one in people],
        "not_sure": [_grouped(len(one.not_sure)) for one in people],
    }
    kept = {name: _suppressed(values) for name, values in columns.items()}
    rows = []
    for at, one in enumerate(people):
        row: dict[str, Value] = {"alias": f"P{at + 1:03d}"}
        row |= {name: values[at] for name, values in kept.items()}
        row["startup_total"] = _rounded(one)
        rows.append(row)
    blockers = {one.id: one.people for one in board.blockers if one.people >= SMALLEST_GROUP}
    return AnonymousClass(areas, tuple(rows), blockers)


def _shuffled(class_id: str, one: Participant) -> str:
    return hashlib.sha256(f"{class_id}\n{one.plan_id}".encode()).hexdigest()


def _grouped(count: int) -> str:
    return str(count) if count < 3 else "3+"


def _suppressed(values: Sequence[Value]) -> list[Value]:
    count = Counter(values)
    return [value if count[value] >= SMALLEST_GROUP else HIDDEN for value in values]


def _rounded(one: Participant) -> Value:
    """Return yuan rounded half up to the next 50."""
    if one.startup_total is None or not one.shows_answers:
        return None
    return (one.startup_total + _STEP // 2) // _STEP * (_STEP // 100)


def as_json(made: AnonymousClass) -> dict[str, Any]:
    """Return the export as plain values."""
    return {"participants": list(made.rows), "blockers": made.blockers}


def as_csv(made: AnonymousClass) -> bytes:
    """Return the rows as CSV."""
    columns = ("alias", "verdict", *made.areas, "red_lines", "not_sure", "startup_total")
    return csv_bytes(columns, made.rows)
