"""What a platform costs, on one yardstick for all of them: of each 100 yuan sold.

Refunds are left out, so that two platforms can be compared before anything is known about
the goods: with commission ``fp``, payment fee ``fy``, withdrawal fee ``w`` and flat fee
``F`` for each withdrawal of at least ``W``::

    taken = 100 (fp + fy)
    cost  = taken + (100 - taken) w + F (100 - taken) / max(W, 100)
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from wizard.money.figure import EXACT
from wizard.money.terms import HUNDRED, ZERO

if TYPE_CHECKING:
    from wizard.money.inputs import Platform

SOLD: Final = 10_000
"""Fen: 100 yuan."""


@dataclass(frozen=True, slots=True)
class PlatformCost:
    """What one platform keeps.

    Attributes:
        of_100: unrounded fen of each 100 yuan sold.
        complete: whether every fee was told; else ``of_100`` is a lower bound.
    """

    of_100: Decimal
    complete: bool


def platform_cost(platform: Platform) -> PlatformCost | None:
    """Return what ``platform`` keeps of 100 yuan sold, ``None`` while no fee is known."""
    told = (platform.commission, platform.payment_fee, platform.withdrawal_fee)
    if all(fee is None for fee in told):
        return None
    commission, payment, withdrawal = (fee or ZERO for fee in told)
    with localcontext(EXACT):
        taken = min(Decimal(SOLD), SOLD * (commission + payment) / HUNDRED)
        wallet = SOLD - taken
        batch = max(platform.withdrawal_minimum or 0, SOLD)
        flat = (platform.withdrawal_flat_fee or 0) * wallet / batch
        cost = taken + wallet * withdrawal / HUNDRED + flat
    return PlatformCost(min(cost, Decimal(SOLD)), all(fee is not None for fee in told))


def to_pay_first(platform: Platform) -> int | None:
    """Return the fen of annual fee and deposit, ``None`` while neither is known."""
    told = (platform.annual_fee, platform.deposit)
    return None if told == (None, None) else sum(fen or 0 for fen in told)
