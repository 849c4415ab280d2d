"""Which start-up items to keep when money is short, and the smallest ways to save.

Essential items are never cut. Of the rest, as much of the important, then of the optional
value as fits, then the lowest cost; ties keep the earlier item. An item that does not fit
is taken in its cheaper version, else postponed, else dropped. Because important and
optional items are different items, the cheapest set with the most important value leaves
the most room, so the two are chosen one after the other, each exactly by dynamic
programming over value (0/1 knapsack with at most two versions of an item).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from wizard.money.budget import STARTUP_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wizard.money.inputs import Importance, Inputs

Action = Literal["keep", "downgrade", "postpone", "drop"]
USUAL_VALUE: Final = 5


@dataclass(frozen=True, slots=True)
class Item:
    """Something to pay for before opening.

    Attributes:
        name: as the founder calls it.
        cost: fen.
        importance: ``essential`` items are never cut.
        value: 1 to 9, compared among items of equal importance.
        cheaper: fen of a smaller version, if there is one; it counts half the value.
        deferrable: whether it can be bought after opening.
    """

    name: str
    cost: int
    importance: Importance
    value: int = USUAL_VALUE
    cheaper: int | None = None
    deferrable: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What happens to one item; ``cost`` is what is paid for it before opening, in fen."""

    item: Item
    action: Action
    cost: int


@dataclass(frozen=True, slots=True)
class Restore:
    """With ``extra`` fen more, ``item`` could be had in full and all else stay."""

    item: Item
    extra: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The best that fits.

    Attributes:
        choices: one for each item, in order.
        total: fen of all choices.
        shortfall: fen by which the essential items alone exceed the cap, else 0; nothing
            else is kept then.
        restores: what a little more money would bring back, cheapest first.
    """

    choices: tuple[Choice, ...]
    total: int
    shortfall: int
    restores: tuple[Restore, ...]


def cut(items: Sequence[Item], cap: int) -> Cut:
    """Choose what to keep within ``cap`` fen."""
    room = cap - sum(item.cost for item in items if item.importance == "essential")
    chosen: dict[int, Choice] = {}
    left = room
    for importance in ("important", "optional"):
        numbers = [n for n, item in enumerate(items) if item.importance == importance]
        picked = _fill([items[n] for n in numbers], left)
        chosen.update(zip(numbers, picked, strict=True))
        left -= sum(choice.cost for choice in picked)
    choices = tuple(
        chosen.get(number) or Choice(item, "keep", item.cost) for number, item in enumerate(items)
    )
    restores = [
        Restore(choice.item, choice.item.cost - choice.cost - left)
        for choice in choices
        if choice.action != "keep"
    ]
    return Cut(
        choices=choices,
        total=sum(choice.cost for choice in choices),
        shortfall=max(0, -room),
        restores=tuple(sorted(restores, key=lambda restore: restore.extra)),
    )


def _fill(items: Sequence[Item], room: int) -> list[Choice]:
    """Return the most value within ``room``, at the lowest cost."""
    if room < 0:
        return [_without(item) for item in items]
    tables: list[dict[int, int]] = [{0: 0}]
    for item in reversed(items):
        best: dict[int, int] = {}
        for choice, value in _versions(item):
            for score, cost in tables[-1].items():
                total = cost + choice.cost
                if total <= room and total < best.get(score + value, room + 1):
                    best[score + value] = total
        tables.append(best)
    tables.reverse()
    score = max(tables[0])
    picked = []
    for item, here, after in zip(items, tables, tables[1:], strict=False):
        for choice, value in _versions(item):
            if after.get(score - value, room + 1) + choice.cost == here[score]:
                picked.append(choice)
                score -= value
                break
    return picked


def _versions(item: Item) -> list[tuple[Choice, int]]:
    """Return the ways to take an item, dearest first, with twice the value each counts."""
    versions = [(Choice(item, "keep", item.cost), 2 * item.value)]
    if item.cheaper is not None and item.cheaper < item.cost:
        versions.append((Choice(item, "downgrade", item.cheaper), item.value))
    versions.append((_without(item), 0))
    return versions


def _without(item: Item) -> Choice:
    return Choice(item, "postpone" if item.deferrable else "drop", 0)


def items_of(inputs: Inputs) -> tuple[Item, ...]:
    """Return the start-up lines with a known amount as items; what is unrated is important.

    Important lines can be bought later, deposits cannot.
    """
    return tuple(
        Item(
            line.item,
            line.amount,
            line.importance or "important",
            deferrable=line.importance != "optional" and line.kind != "deposit",
        )
        for line in inputs.budget_lines or ()
        if line.kind in STARTUP_KINDS and line.amount is not None
    )
