"""What one paid order leaves over, and how many orders carry the fixed cost.

Expected values, unrounded. With price ``P``, unit cost ``c``, refund rate ``r``, code loss
``rho``, reissue rate ``b``, commission ``fp`` (returned on refund: ``phi_p`` = 1), payment
fee ``fy`` (``phi_y``) and withdrawal fee ``w``::

    N  = P(1-r) - fp P(1 - r phi_p) - fy P(1 - r phi_y)     reaches the wallet
    G  = c(1 - r + r rho + b)                               goods used up
    CM = N(1-w) - G                                         contribution
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final

from wizard.money.terms import ONE, ZERO

if TYPE_CHECKING:
    from wizard.money.terms import PlatformTerms, ProductTerms, Terms

DAYS_IN_MONTH: Final = 30
MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class UnitEconomics:
    """One product, or the mean of the mix, per paid order; amounts in unrounded fen.

    Attributes:
        name: of the product; empty for the mix.
        weight: part of all orders.
        price: what the buyer pays.
        refunded: price given back, on average.
        commission, payment_fee: kept by the platform and the payment institution.
        to_wallet: what reaches the wallet.
        withdrawal_fee: lost on the way to the bank.
        goods: cost of the codes used up.
        contribution: what is left for the fixed cost.
        kept: part of each fen of price that reaches the bank.
        margin: contribution / price, ``None`` at price 0.
        minimum_price: price at which contribution is 0, ``None`` if no price suffices. For
            the mix: the mean price when all prices move in proportion.
    """

    name: str
    weight: Decimal
    price: Decimal
    refunded: Decimal
    commission: Decimal
    payment_fee: Decimal
    to_wallet: Decimal
    withdrawal_fee: Decimal
    goods: Decimal
    contribution: Decimal
    kept: Decimal
    margin: Decimal | None
    minimum_price: Decimal | None


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Orders a month that carry the fixed cost.

    Attributes:
        orders_month: unrounded.
        fixed_cost: fen a month, flat withdrawal fees included.
        withdrawals: a month, at that number of orders.
    """

    orders_month: Decimal
    fixed_cost: Decimal
    withdrawals: int


def unit_economics(product: ProductTerms, platform: PlatformTerms) -> UnitEconomics:
    """Return what one paid order of ``product`` leaves over."""
    r = product.refund
    commission = platform.commission * (ONE - r if platform.commission_returned else ONE)
    payment = platform.payment_fee * (ONE - r if platform.payment_fee_returned else ONE)
    price = Decimal(product.price)
    part = ONE - r - commission - payment
    used = ONE - r + r * product.code_loss + product.reissue
    kept = part * (ONE - platform.withdrawal_fee)
    goods = product.cost * used
    contribution = price * kept - goods
    return UnitEconomics(
        name=product.name,
        weight=product.weight,
        price=price,
        refunded=price * r,
        commission=price * commission,
        payment_fee=price * payment,
        to_wallet=price * part,
        withdrawal_fee=price * (part - kept),
        goods=goods,
        contribution=contribution,
        kept=kept,
        margin=contribution / price if price else None,
        minimum_price=goods / kept if kept > 0 else None,
    )


def products_economics(terms: Terms) -> tuple[UnitEconomics, ...]:
    """Return the economics of every product that sells."""
    return tuple(unit_economics(product, terms.platform) for product in terms.products)


def mix(products: tuple[UnitEconomics, ...]) -> UnitEconomics | None:
    """Return the mean order over the shares, ``None`` without products."""
    if not products:
        return None

    def mean(column: str) -> Decimal:
        return sum((p.weight * getattr(p, column) for p in products), ZERO)

    price = mean("price")
    contribution = mean("contribution")
    goods = mean("goods")
    if price:
        kept = sum((p.weight * p.price * p.kept for p in products), ZERO) / price
    else:
        kept = mean("kept")
    return UnitEconomics(
        name="",
        weight=ONE,
        price=price,
        refunded=mean("refunded"),
        commission=mean("commission"),
        payment_fee=mean("payment_fee"),
        to_wallet=mean("to_wallet"),
        withdrawal_fee=mean("withdrawal_fee"),
        goods=goods,
        contribution=contribution,
        kept=kept,
        margin=contribution / price if price else None,
        minimum_price=goods / kept if kept > 0 else None,
    )


def withdrawals_a_month(orders: Decimal, to_wallet: Decimal, platform: PlatformTerms) -> int:
    """Return how often a month the wallet is emptied: at its minimum, at most once a day."""
    income = orders * to_wallet
    if income <= 0:
        return 0
    if not platform.withdrawal_minimum:
        return DAYS_IN_MONTH
    times = (income / platform.withdrawal_minimum).to_integral_value(ROUND_CEILING)
    return min(DAYS_IN_MONTH, int(times))


def break_even(order: UnitEconomics, fixed: Decimal, platform: PlatformTerms) -> BreakEven | None:
    """Return the orders a month at which contribution equals cost.

    Flat withdrawal fees depend on the orders they are paid for: orders are raised until the
    number of withdrawals stands still. It only grows and is at most 30, so this ends.

    Args:
        order: the mean order.
        fixed: fen a month without flat withdrawal fees.
        platform: for the flat fee and the withdrawal minimum.

    Returns:
        ``None`` if an order leaves nothing over: no number of orders is enough.
    """
    if order.contribution <= 0:
        return None
    times = 0
    while True:
        cost = fixed + times * platform.withdrawal_flat_fee
        orders = cost / order.contribution
        if not platform.withdrawal_flat_fee:
            return BreakEven(orders, cost, withdrawals_a_month(orders, order.to_wallet, platform))
        needed = withdrawals_a_month(orders, order.to_wallet, platform)
        if needed <= times:
            return BreakEven(orders, cost, times)
        times = needed
