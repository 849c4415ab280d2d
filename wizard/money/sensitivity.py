"""Which input the result hangs on, and how far each may go before it stops paying."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from wizard.money.economics import mix, products_economics
from wizard.money.figure import EXACT
from wizard.money.figures import outcome
from wizard.money.inputs import Spread
from wizard.money.simulation import simulate
from wizard.money.terms import resolve
from wizard.money.vary import PLAN_INPUTS, current, vary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wizard.money.inputs import Inputs, Number

USUAL: Final[Mapping[str, Spread]] = {
    "products.price": Spread(90, 100, 110),
    "products.cost": Spread(90, 100, 110),
}
"""Ranges for inputs told as one number: percent of what was told."""
USUAL_REFUNDS: Final = 2
"""A refund rate told as one number may as well be half or twice as high."""
TOLERANCE: Final = Decimal("0.0001")
_REACH: Final = (TOLERANCE / 2, Decimal("0.1"))
"""How far from the straight line's zero to look first; the second allows for whole fen."""
SEARCH: Final[Mapping[str, tuple[int, int]]] = {
    "refund_rate": (0, 100),
    "products.code_loss": (0, 100),
    "products.reissue_rate": (0, 100),
    "platforms.commission": (0, 100),
    "platforms.payment_fee": (0, 100),
    "platforms.withdrawal_fee": (0, 100),
    "products.price": (0, 1000),
    "products.cost": (0, 1000),
}
"""Where to look for the value at which an order leaves nothing over."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The plan with one input changed; ``None`` where undefined.

    Attributes:
        value: of the changed input.
        orders_month: break-even, unrounded.
        lowest_cash: fen.
        ran_out: chance of running dry within 13 weeks, ``None`` when not simulated.
    """

    value: Number
    orders_month: Decimal | None
    lowest_cash: int | None
    ran_out: Decimal | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the tornado: an input over its own range.

    ``usual`` marks a range the founder did not state.
    """

    name: str
    low: Effect
    high: Effect
    usual: bool


@dataclass(frozen=True, slots=True)
class Tornado:
    """All bars, the longest first, around the plan as it is."""

    base: Effect
    bars: tuple[Bar, ...]


def ranges(inputs: Inputs) -> dict[str, tuple[Spread, bool]]:
    """Return the range of each uncertain input, and whether it is only the usual one."""
    known: dict[str, tuple[Spread, bool]] = {}
    for name in (*PLAN_INPUTS, "refund_rate"):
        value = getattr(inputs, name)
        if isinstance(value, Spread) and value.low != value.high:
            known[name] = (value, False)
    if inputs.products:
        known.update({name: (spread, True) for name, spread in USUAL.items()})
        refund = current(inputs, "refund_rate")
        if refund and "refund_rate" not in known:
            rate = Decimal(refund)
            high = min(Decimal(100), rate * USUAL_REFUNDS)
            known["refund_rate"] = (Spread(rate / USUAL_REFUNDS, rate, high), True)
    return known


def tornado(inputs: Inputs, paths: int = 0) -> Tornado:
    """Return how far each input moves the result over its own range.

    Args:
        inputs: the plan.
        paths: of the simulation behind the chance of running dry; 0 leaves it out.
    """
    bars = [
        Bar(
            name,
            _effect(vary(inputs, name, spread.low), spread.low, paths),
            _effect(vary(inputs, name, spread.high), spread.high, paths),
            usual,
        )
        for name, (spread, usual) in ranges(inputs).items()
    ]
    bars.sort(key=_length, reverse=True)
    return Tornado(_effect(inputs, 0, paths), tuple(bars))


def _effect(inputs: Inputs, value: Number, paths: int) -> Effect:
    result = outcome(inputs)
    orders, cash = result["break_even_orders_month"].value, result["lowest_cash"].value
    made = simulate(inputs, paths) if paths else None
    return Effect(
        value,
        orders if isinstance(orders, Decimal) else None,
        cash if isinstance(cash, int) else None,
        made.ran_out_by_week_13.point if made else None,
    )


def _length(bar: Bar) -> tuple[bool, Decimal, int]:
    """Longest where one end never breaks even, then by orders, then by cash."""
    low, high = bar.low, bar.high
    never = (low.orders_month is None) != (high.orders_month is None)
    orders = abs((low.orders_month or Decimal(0)) - (high.orders_month or Decimal(0)))
    return never, orders, abs((low.lowest_cash or 0) - (high.lowest_cash or 0))


def turning_value(inputs: Inputs, name: str) -> Decimal | None:
    """Return the value of one input at which an order leaves nothing over.

    To 0.0001, all else unchanged; ``None`` if there is none within ``SEARCH``. For price and
    cost in percent of what was told. What an order leaves over is a straight line over most
    inputs, so the line through both ends is tried before the range is halved again and again.
    """
    low, high = (Decimal(end) for end in SEARCH[name])
    with localcontext(EXACT):
        start, end = _left(inputs, name, low), _left(inputs, name, high)
        if start is None or end is None or (start > 0) == (end > 0):
            return None
        crossing = low + (high - low) * start / (start - end)
        for reach in _REACH:
            near = max(low, crossing - reach), min(high, crossing + reach)
            if _pays(inputs, name, near[0]) == (start > 0) != _pays(inputs, name, near[1]):
                low, high = near
                break
        while high - low > TOLERANCE:
            middle = (low + high) / 2
            if _pays(inputs, name, middle) == (start > 0):
                low = middle
            else:
                high = middle
        return ((low + high) / 2).quantize(TOLERANCE)


def _pays(inputs: Inputs, name: str, value: Decimal) -> bool:
    left = _left(inputs, name, value)
    return left is not None and left > 0


def _left(inputs: Inputs, name: str, value: Decimal) -> Decimal | None:
    order = mix(products_economics(resolve(vary(inputs, name, value))))
    return None if order is None else order.contribution
