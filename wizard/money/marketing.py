"""Whether promotion pays: counted in contribution, never in revenue.

``ROI = (orders x CM - spend) / spend``; a new buyer may cost ``CM (1 + p)`` when one repeat
at repurchase rate ``p`` is counted and ``CM / (1 - p)`` when all are. Zero orders in ``n``
clicks put the conversion below ``3 / n`` at 95 % (rule of three, Hanley and Lippman-Hand,
1983).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext
from typing import TYPE_CHECKING, Final

from wizard.money.economics import mix, products_economics
from wizard.money.figure import EXACT
from wizard.money.inputs import likely
from wizard.money.terms import HUNDRED, ONE, Gaps, resolve

if TYPE_CHECKING:
    from wizard.money.inputs import Channel, Inputs, Payment

RULE_OF_THREE: Final = 3


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """What one channel should bring in a month.

    Attributes:
        name: of the channel.
        spend: fen.
        payment: how it is paid.
        expected_orders: as the founder expects.
        break_even_orders: orders that pay for the spend.
        cost_per_order: unrounded fen, ``None`` without orders.
        roi: as a fraction, ``None`` with a ``reason``.
        reason: code why ``roi`` is ``None``.
        pays: whether the expected orders pay for the spend, ``None`` while unknown.
    """

    name: str
    spend: int
    payment: Payment | None
    expected_orders: Decimal | None
    break_even_orders: int
    cost_per_order: Decimal | None
    roi: Decimal | None
    reason: str | None
    pays: bool | None


@dataclass(frozen=True, slots=True)
class Marketing:
    """What promotion may cost.

    Attributes:
        contribution: unrounded fen of the mean order.
        max_acquisition_cost: unrounded fen for a new buyer, one repeat counted.
        max_with_all_repeats: the same with every repeat, ``None`` if all buyers come back.
        break_even_roas: revenue each fen of spend must bring, ``None`` at price 0.
        commission_ceiling: largest part of the price a per-sale commission may take.
        stop_loss_spend: unrounded fen after which a channel without an order is stopped.
        stop_loss_clicks: clicks without an order that rule out the hoped-for conversion;
            ``None`` while no conversion is told.
        channels: in the order told.
        losing: names of products that lose money on each sale: not to be promoted.
    """

    contribution: Decimal
    max_acquisition_cost: Decimal
    max_with_all_repeats: Decimal | None
    break_even_roas: Decimal | None
    commission_ceiling: Decimal | None
    stop_loss_spend: Decimal
    stop_loss_clicks: int | None
    channels: tuple[ChannelResult, ...]
    losing: tuple[str, ...]


def marketing(inputs: Inputs) -> Marketing | None:
    """Return what promotion may cost, ``None`` while an order leaves nothing over."""
    with localcontext(EXACT):
        products = products_economics(resolve(inputs))
        order = mix(products)
        if order is None or order.contribution <= 0:
            return None
        p = Gaps(inputs).fraction("repurchase_rate", inputs.repurchase_rate)
        most = order.contribution * (ONE + p)
        conversion = likely(inputs.conversion)
        return Marketing(
            contribution=order.contribution,
            max_acquisition_cost=most,
            max_with_all_repeats=order.contribution / (ONE - p) if p < 1 else None,
            break_even_roas=ONE / order.margin if order.margin else None,
            commission_ceiling=order.margin,
            stop_loss_spend=RULE_OF_THREE * most,
            stop_loss_clicks=stop_loss_clicks(Decimal(conversion)) if conversion else None,
            channels=tuple(_channel(row, order.contribution) for row in inputs.channels or ()),
            losing=tuple(row.name for row in products if row.contribution <= 0),
        )


def stop_loss_clicks(conversion: Decimal) -> int | None:
    """Return the clicks without an order that rule out ``conversion`` points at 95 %."""
    if conversion <= 0:
        return None
    return _up(RULE_OF_THREE * HUNDRED / conversion)


def _channel(row: Channel, contribution: Decimal) -> ChannelResult:
    spend = row.budget or 0
    told = likely(row.expected_orders)
    orders = None if told is None else Decimal(told)
    roi, reason = None, None
    if not spend:
        reason = "no_spend"
    elif orders is None:
        reason = "expected_orders_missing"
    else:
        roi = (orders * contribution - spend) / spend
    return ChannelResult(
        name=row.name,
        spend=spend,
        payment=row.payment,
        expected_orders=orders,
        break_even_orders=_up(spend / contribution),
        cost_per_order=spend / orders if orders else None,
        roi=roi,
        reason=reason,
        pays=None if roi is None else roi >= 0,
    )


def _up(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))
