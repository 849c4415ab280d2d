"""Which whole budget lines to keep when the start-up total is over the cap.

Essential lines and what the platform takes are never cut. Of the rest as many important
lines as fit are kept, then as many optional ones, and of equal numbers those that cost
least: so the cheapest come first, and ties keep the earlier line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wizard.money.budget import STARTUP_KINDS, lines, plus
from wizard.money.terms import resolve

if TYPE_CHECKING:
    from wizard.money.inputs import BudgetLine, Inputs

Action = Literal["keep", "postpone", "drop"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What happens to one budget line.

    Attributes:
        row: of the line, from 0.
        line: as it is.
        action: ``postpone`` what can be bought after opening, ``drop`` what cannot or
            need not be.
    """

    row: int
    line: BudgetLine
    action: Action

    @property
    def cost(self) -> int:
        """What is paid for the line before opening, in fen."""
        return (self.line.amount or 0) if self.action == "keep" else 0


@dataclass(frozen=True, slots=True)
class Cut:
    """The most that fits.

    Attributes:
        over: fen by which what is known is over the cap.
        choices: one for each line that is paid before opening and has an amount, in order.
        total: fen of all that is kept, with what the platform takes.
        room: fen left under the cap; below 0, essential lines and the platform alone are
            too much, and nothing else is kept.
    """

    over: int
    choices: tuple[Choice, ...]
    total: int
    room: int

    def restoring(self, choice: Choice) -> int:
        """Return how many fen more would keep a line that was cut, all else staying."""
        return max(0, (choice.line.amount or 0) - self.room)


def cut(inputs: Inputs) -> Cut | None:
    """Choose what to keep; ``None`` while the known part of the total is within the cap."""
    fees = resolve(inputs).platform
    paid = fees.annual_fee + fees.deposit
    over = plus(lines(inputs, *STARTUP_KINDS), paid).known - inputs.cap
    if over <= 0:
        return None
    rows = [
        (row, line)
        for row, line in enumerate(inputs.budget_lines or ())
        if line.kind in STARTUP_KINDS and line.amount is not None
    ]
    kept = {row for row, line in rows if line.importance == "essential"}
    room = inputs.cap - paid - sum(line.amount or 0 for row, line in rows if row in kept)
    others = [(row, line) for row, line in rows if row not in kept]
    for row, line in sorted(others, key=_order):
        if (line.amount or 0) <= room:
            room -= line.amount or 0
            kept.add(row)
    return Cut(
        over=over,
        choices=tuple(
            Choice(row, line, "keep" if row in kept else _away(line)) for row, line in rows
        ),
        total=inputs.cap - room,
        room=room,
    )


def _order(numbered: tuple[int, BudgetLine]) -> tuple[bool, int, int]:
    row, line = numbered
    return line.importance == "optional", line.amount or 0, row


def _away(line: BudgetLine) -> Action:
    return "drop" if line.importance == "optional" or line.kind == "deposit" else "postpone"
