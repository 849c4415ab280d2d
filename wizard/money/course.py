"""A launch as the daily ledger plays it: whole fen, whole orders, rates in billionths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final

from wizard.money.budget import lines
from wizard.money.economics import DAYS_IN_MONTH, unit_economics
from wizard.money.inputs import likely
from wizard.money.terms import HUNDRED, ZERO, Gaps, Terms, resolve

if TYPE_CHECKING:
    from wizard.money.inputs import Inputs, Number
    from wizard.money.terms import PlatformTerms, ProductTerms

SCALE: Final = 1_000_000_000
"""Rates and orders a day are whole numbers of billionths."""


@dataclass(frozen=True, slots=True)
class Goods:
    """One product: fen per order, rates in billionths.

    Attributes:
        part: of the orders earlier products leave over, in billionths; the last takes all.
        price, cost: fen.
        fee: fen the platform and the payment institution keep of each order, rounded up.
        fee_returned: fen of that fee given back on a refund.
        refund, code_loss, reissue: as in ``ProductTerms``.
    """

    part: int
    price: int
    cost: int
    fee: int
    fee_returned: int
    refund: int
    code_loss: int
    reissue: int


@dataclass(frozen=True, slots=True)
class Course:
    """Everything the ledger needs; hashable, so that equal launches are played once.

    Attributes:
        start: first day; without it, or at the end of time, months have 30 days.
        cash: fen on the bank account before anything is paid.
        startup_cost: fen spent on the first day for good.
        deposits: fen handed over on the first day that come back at the end.
        first_stock: fen of goods bought with the start-up money.
        lot: fen of goods kept in stock, filled up every 30 days.
        monthly: fen paid in advance each month.
        wage: fen the owner takes out at the end of each month.
        reserve: fen the reserve line stands at.
        orders: paid orders a day, in billionths.
        settlement_days: until a sale can be withdrawn.
        minimum, flat_fee: of a withdrawal, fen.
        fee: of a withdrawal, in billionths.
        lag: days a withdrawal is under way.
    """

    goods: tuple[Goods, ...]
    start: date | None
    cash: int
    startup_cost: int
    deposits: int
    first_stock: int
    lot: int
    monthly: int
    wage: int
    reserve: int
    orders: int
    settlement_days: int
    minimum: int
    flat_fee: int
    fee: int
    lag: int

    def month_starts(self, days: int) -> tuple[int, ...]:
        """Return the days, counted from 0, on which a month of the shop begins."""
        if self.start is None or (date.max - self.start).days <= days + 2 * DAYS_IN_MONTH:
            return tuple(range(0, days, DAYS_IN_MONTH))
        starts, number = [0], 0
        while True:
            number += 1
            day = (_months_later(self.start, number) - self.start).days
            if day >= days:
                return tuple(starts)
            starts.append(day)


def _months_later(start: date, months: int) -> date:
    """Return the same day of a later month, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(start.day, last))


def orders_a_day(inputs: Inputs) -> Decimal | None:
    """Return paid orders a day: as told, or visitors times conversion."""
    told = likely(inputs.orders_per_day)
    if told is not None:
        return Decimal(told)
    visitors, conversion = likely(inputs.visitors_per_day), likely(inputs.conversion)
    if visitors is None or conversion is None:
        return None
    return Decimal(visitors) * Decimal(conversion) / HUNDRED


def course_gap(inputs: Inputs, terms: Terms) -> str | None:
    """Return why the launch cannot be played day by day, as a reason code."""
    budget = lines(inputs, "one_off", "deposit", "yearly", "monthly")
    if terms.gap or budget.gap:
        return terms.gap or budget.gap
    if likely(inputs.cash_available) is None:
        return "cash_missing"
    return "orders_missing" if orders_a_day(inputs) is None else None


def course(inputs: Inputs, terms: Terms | None = None) -> Course | None:
    """Return the launch these inputs describe, ``None`` while ``course_gap`` has a reason."""
    terms = terms or resolve(inputs)
    orders, cash = orders_a_day(inputs), likely(inputs.cash_available)
    if course_gap(inputs, terms) or orders is None or cash is None:
        return None
    wage = Gaps(inputs).fill("owner_wage", inputs.owner_wage)
    monthly = lines(inputs, "monthly").known
    platform = terms.platform
    bought = lines(inputs, "one_off").known
    first_stock = min(bought, max(0, inputs.first_stock or 0))
    return Course(
        goods=_goods(terms.products, platform),
        start=inputs.launch_date,
        cash=_fen(cash),
        startup_cost=bought - first_stock + lines(inputs, "yearly").known + platform.annual_fee,
        deposits=lines(inputs, "deposit").known + platform.deposit,
        first_stock=first_stock,
        lot=_lot(orders, terms),
        monthly=monthly,
        wage=_fen(wage),
        reserve=_fen(inputs.reserve_months_wanted * (monthly + Decimal(wage))),
        orders=max(0, int(orders * SCALE)),
        settlement_days=max(0, platform.settlement_days),
        minimum=max(0, platform.withdrawal_minimum),
        flat_fee=max(0, platform.withdrawal_flat_fee),
        fee=max(0, int(platform.withdrawal_fee * SCALE)),
        lag=max(0, platform.withdrawal_lag_days),
    )


def _goods(products: tuple[ProductTerms, ...], platform: PlatformTerms) -> tuple[Goods, ...]:
    rows: list[Goods] = []
    left = sum((product.weight for product in products), ZERO)
    for number, product in enumerate(products, start=1):
        last = number == len(products) or left <= 0
        commission = _fen(product.price * platform.commission)
        payment = _fen(product.price * platform.payment_fee)
        back = commission if platform.commission_returned else 0
        back += payment if platform.payment_fee_returned else 0
        rows.append(
            Goods(
                part=SCALE if last else _billionths(product.weight / left),
                price=product.price,
                cost=product.cost,
                fee=commission + payment,
                fee_returned=back,
                refund=_billionths(product.refund),
                code_loss=_billionths(product.code_loss),
                reissue=max(0, int(product.reissue * SCALE)),
            )
        )
        left -= product.weight
    return tuple(rows)


def _lot(orders: Decimal, terms: Terms) -> int:
    """Return the cost of a month's goods of all products that are bought in advance."""
    stocked = [product for product in terms.products if product.stocked]
    month = orders * DAYS_IN_MONTH
    use = sum((p.weight * unit_economics(p, terms.platform).goods for p in stocked), ZERO)
    return max(0, _fen(month * use))


def _fen(amount: Number) -> int:
    """Round up to whole fen: against the founder."""
    return int(Decimal(amount).to_integral_value(ROUND_CEILING))


def _billionths(fraction: Decimal) -> int:
    return min(SCALE, max(0, int(fraction * SCALE)))
