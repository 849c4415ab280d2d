"""What is sold each day: whole orders, whole fen.

Orders, refunds, lost and reissued codes are expected numbers; what is left of a whole one
is carried to the next day, so that a year has as many as the rates say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.money.course import SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wizard.money.course import Course, Goods
    from wizard.money.shocks import Weather


@dataclass(frozen=True, slots=True)
class Trade:
    """One number for each day; fen, but ``orders`` are whole orders.

    ``net`` is what the platform owes the shop for the day: sales - refunds - fees.
    """

    orders: tuple[int, ...]
    sales: tuple[int, ...]
    refunds: tuple[int, ...]
    fees: tuple[int, ...]
    goods: tuple[int, ...]
    net: tuple[int, ...]


def trade(course: Course, sky: Weather) -> Trade:
    """Return what is sold on each day of the year."""
    days = len(sky.traffic)
    orders = _orders(course.orders, sky)
    sales, refunds, fees, goods = ([0] * days for _ in range(4))
    left = orders
    for row in course.goods:
        counts = _share(left, row.part)
        left = [rest - count for rest, count in zip(left, counts, strict=True)]
        _sell(row, counts, sky, (sales, refunds, fees, goods))
    return Trade(
        tuple(orders),
        tuple(sales),
        tuple(refunds),
        tuple(fees),
        tuple(goods),
        tuple(s - r - f for s, r, f in zip(sales, refunds, fees, strict=True)),
    )


def _orders(a_day: int, sky: Weather) -> list[int]:
    whole, carried = [], 0
    scale = SCALE * 100
    for percent in sky.traffic:
        count, carried = divmod(carried + a_day * percent, scale)
        whole.append(count)
    return whole


def _share(orders: Sequence[int], part: int) -> Sequence[int]:
    """Return a part of each day's orders, carrying fractions; never more than there are."""
    if part == SCALE:
        return orders
    counts, carried = [], 0
    for count in orders:
        taken, carried = divmod(carried + count * part, SCALE)
        counts.append(taken)
    return counts


def _sell(
    row: Goods,
    counts: Sequence[int],
    sky: Weather,
    columns: tuple[list[int], list[int], list[int], list[int]],
) -> None:
    """Add one product's days to the columns sales, refunds, fees, goods."""
    sales, refunds, fees, goods = columns
    back = lost = again = 0
    for day, count in enumerate(counts):
        if not count:
            continue
        rate = row.refund if sky.fair else max(row.refund, sky.least_refund[day])
        refunded, back = divmod(back + count * rate, SCALE)
        wasted, lost = divmod(lost + refunded * row.code_loss, SCALE)
        reissued, again = divmod(again + count * row.reissue, SCALE)
        price, fee, returned = row.price, row.fee, row.fee_returned
        if not sky.fair:
            percent = sky.price[day]
            price = price * percent // 100
            fee, returned = -(-fee * percent // 100), returned * percent // 100
        sales[day] += price * count
        refunds[day] += price * refunded
        fees[day] += fee * count - returned * refunded
        goods[day] += row.cost * (count - refunded + wasted + reissued)
