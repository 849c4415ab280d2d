"""Small concrete edits that bring the start-up total under the cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from wizard.money.budget import STARTUP_KINDS, lines, plus
from wizard.money.cutting import cut
from wizard.money.terms import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wizard.money.inputs import BudgetLine, Inputs, Platform

SavingKind = Literal["reduce", "postpone", "together", "switch_platform", "whole"]
WAYS: Final = 3
SOONEST: Final = {"optional": 0, None: 1, "important": 1}


@dataclass(frozen=True, slots=True)
class Edit:
    """One budget line changed: ``row`` counts from 0, amounts are fen."""

    row: int
    item: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Saving:
    """One way to save.

    Attributes:
        kind: ``reduce`` one line, ``postpone`` one line whole, reduce several ``together``,
            ``switch_platform``, or do without ``whole`` lines, as ``cut`` chooses them.
        edits: of budget lines; empty for another platform.
        platform: name of the cheaper platform, else empty.
        saved: fen.
        still_over: fen the total stays above the cap; 0 when this way is enough.
    """

    kind: SavingKind
    edits: tuple[Edit, ...]
    platform: str
    saved: int
    still_over: int


def ways_to_save(inputs: Inputs, platforms: Sequence[Platform] = ()) -> tuple[Saving, ...]:
    """Return up to four ways to come under the cap, the least painful first.

    A way that is enough stands before one that is not; optional lines before important
    ones, larger before smaller. Essential lines are never touched. Doing without whole
    lines comes last, if that is another way.

    Args:
        inputs: the plan.
        platforms: the platforms it could use instead of the chosen one.

    Returns:
        Nothing while the known part of the total is within the cap.
    """
    fees = resolve(inputs).platform
    paid = fees.annual_fee + fees.deposit
    over = plus(lines(inputs, *STARTUP_KINDS), paid).known - inputs.cap
    if over <= 0:
        return ()
    rows = _trimmable(inputs)
    ways = [_trim(row, line, over) for row, line in rows]
    switches = [_switch(platform, paid, over) for platform in platforms]
    ways += [way for way in switches if way.saved > 0 and way.platform != _name(inputs)]
    if not any(way.still_over == 0 for way in ways) and len(rows) > 1:
        ways.append(_together(rows, over))
    ways.sort(key=lambda way: way.still_over)
    ways = ways[:WAYS]
    whole = _whole(inputs)
    if whole is not None and all(way.edits != whole.edits for way in ways):
        ways.append(whole)
    return tuple(ways)


def _name(inputs: Inputs) -> str:
    return inputs.platform.name if inputs.platform else ""


def _trimmable(inputs: Inputs) -> list[tuple[int, BudgetLine]]:
    rows = [
        (row, line)
        for row, line in enumerate(inputs.budget_lines or ())
        if line.kind in STARTUP_KINDS and line.amount and line.importance != "essential"
    ]
    return sorted(rows, key=lambda pair: (SOONEST[pair[1].importance], -(pair[1].amount or 0)))


def _edit(row: int, line: BudgetLine, by: int) -> Edit:
    amount = line.amount or 0
    return Edit(row, line.item, amount, amount - min(by, amount))


def _trim(row: int, line: BudgetLine, over: int) -> Saving:
    edit = _edit(row, line, over)
    saved = edit.before - edit.after
    kind: SavingKind = "reduce" if edit.after else "postpone"
    return Saving(kind, (edit,), "", saved, over - saved)


def _together(rows: Sequence[tuple[int, BudgetLine]], over: int) -> Saving:
    edits: list[Edit] = []
    left = over
    for row, line in rows:
        if left > 0:
            edits.append(_edit(row, line, left))
            left -= edits[-1].before - edits[-1].after
    return Saving("together", tuple(edits), "", over - left, left)


def _switch(platform: Platform, paid: int, over: int) -> Saving:
    saved = paid - (platform.annual_fee or 0) - (platform.deposit or 0)
    return Saving("switch_platform", (), platform.name, saved, max(0, over - saved))


def _whole(inputs: Inputs) -> Saving | None:
    made = cut(inputs)
    if made is None or made.room < 0:
        return None
    edits = tuple(
        Edit(one.row, one.line.item, one.line.amount or 0, 0)
        for one in made.choices
        if one.action != "keep"
    )
    return Saving("whole", edits, "", made.over + made.room, 0)
