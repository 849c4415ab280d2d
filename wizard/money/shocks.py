"""What can go wrong in the year, as edits of single days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

ShockKind = Literal["freeze", "supply_stop", "half_traffic", "refunds", "ban", "price_war"]
FOREVER: Final = 10**6
LENGTH: Final[dict[ShockKind, int]] = {
    "freeze": 30,
    "supply_stop": 14,
    "half_traffic": FOREVER,
    "refunds": FOREVER,
    "ban": FOREVER,
    "price_war": FOREVER,
}
REFUNDS_UP: Final = 100_000_000
"""Refund rate of the shock ``refunds``: 10 % in billionths."""
ALL_REFUNDED: Final = 1_000_000_000
PRICE_WAR_PERCENT: Final = 90


@dataclass(frozen=True, slots=True)
class Shock:
    """One thing that goes wrong.

    Attributes:
        kind: ``freeze``: wallet and settlement are frozen, sales go on. ``supply_stop``:
            orders of the first day are refunded, then nothing can be sold.
            ``half_traffic``: half the orders. ``refunds``: at least 10 % of orders are
            refunded. ``ban``: nothing is sold any more and the wallet stays frozen.
            ``price_war``: prices 10 % lower.
        start: day it begins, counted from 0.
        days: how long it lasts, ``None`` for the usual length of its kind.
    """

    kind: ShockKind
    start: int = 30
    days: int | None = None

    @property
    def end(self) -> int:
        """First day after it."""
        return self.start + (LENGTH[self.kind] if self.days is None else self.days)


@dataclass(frozen=True, slots=True)
class Weather:
    """The year's shocks, one entry for each day.

    Attributes:
        traffic: percent of the usual orders.
        price: percent of the usual price.
        least_refund: lowest refund rate, in billionths.
        frozen: whether wallet and settlement are frozen.
        fair: whether nothing at all is wrong, all year.
    """

    traffic: tuple[int, ...]
    price: tuple[int, ...]
    least_refund: tuple[int, ...]
    frozen: tuple[bool, ...]
    fair: bool


@lru_cache(maxsize=32)
def weather(shocks: tuple[Shock, ...], days: int) -> Weather:
    """Return what the shocks make of each day of a year; they add up."""
    traffic, price = [100] * days, [100] * days
    least_refund, frozen = [0] * days, [False] * days
    for shock in shocks:
        for day in range(max(0, shock.start), min(days, shock.end)):
            if shock.kind in ("freeze", "ban"):
                frozen[day] = True
            if shock.kind == "ban" or (shock.kind == "supply_stop" and day > shock.start):
                traffic[day] = 0
            elif shock.kind == "supply_stop":
                least_refund[day] = ALL_REFUNDED
            elif shock.kind == "half_traffic":
                traffic[day] //= 2
            elif shock.kind == "refunds":
                least_refund[day] = max(least_refund[day], REFUNDS_UP)
            elif shock.kind == "price_war":
                price[day] = price[day] * PRICE_WAR_PERCENT // 100
    return Weather(
        tuple(traffic), tuple(price), tuple(least_refund), tuple(frozen), fair=not shocks
    )
