"""The start-up total against the cap, and the reserve beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wizard.money.inputs import Inputs, Kind

STARTUP_KINDS: Final[tuple[Kind, ...]] = ("one_off", "deposit", "yearly")


@dataclass(frozen=True, slots=True)
class Lines:
    """The sum of some budget lines.

    Attributes:
        known: fen of the lines whose amount and kind are known: a lower bound.
        gap: why the sum is only a lower bound, as a reason code, else ``None``.
    """

    known: int
    gap: str | None

    @property
    def total(self) -> int | None:
        """The sum, ``None`` while an amount or a kind is unknown."""
        return None if self.gap else self.known


def lines(inputs: Inputs, *kinds: Kind) -> Lines:
    """Return the sum of the budget lines of these kinds.

    A line of unknown kind makes every sum uncertain, unless its amount is 0.
    """
    if inputs.budget_lines is None:
        return Lines(0, "budget_lines_missing")
    known, gap = 0, None
    for line in inputs.budget_lines:
        if line.kind is None:
            if line.amount != 0:
                gap = gap or "kind_missing"
        elif line.kind in kinds:
            if line.amount is None:
                gap = gap or "amount_missing"
            else:
                known += line.amount
    return Lines(known, gap)


def plus(sum_of_lines: Lines, fen: int) -> Lines:
    """Return the sum with a known amount added."""
    return Lines(sum_of_lines.known + fen, sum_of_lines.gap)


def months_covered(cash: Decimal, startup: int, monthly: Decimal) -> Decimal | None:
    """Return for how many months the cash left after starting pays the running cost.

    Below 0 the start itself is not paid for. ``None`` when nothing runs up cost.
    """
    return (cash - startup) / monthly if monthly > 0 else None
