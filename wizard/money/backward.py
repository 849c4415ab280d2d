"""From the income wanted back to what it takes: orders, price, visitors, hours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from wizard.money.budget import STARTUP_KINDS, lines, plus
from wizard.money.course import orders_a_day
from wizard.money.economics import (
    DAYS_IN_MONTH,
    MONTHS_IN_YEAR,
    break_even,
    mix,
    products_economics,
)
from wizard.money.figure import EXACT
from wizard.money.inputs import likely
from wizard.money.staffing import MINUTES_IN_HOUR
from wizard.money.terms import HUNDRED, Terms, resolve

if TYPE_CHECKING:
    from wizard.money.economics import UnitEconomics
    from wizard.money.inputs import Inputs

DAYS_IN_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Backward:
    """What an income takes; unrounded, ``None`` where it cannot be told.

    Attributes:
        orders_month, orders_day: paid orders.
        visitors_day: at the conversion told.
        support_hours_week: answering questions.
        price: mean fen at which the orders planned today would do.
        startup: fen known to be needed before opening.
        obstacles: codes why it is out of reach: an input that is missing,
            ``contribution_not_positive``, ``over_cap``, ``not_enough_orders`` (planned),
            ``not_enough_visitors``, ``not_enough_hours``.
    """

    orders_month: Decimal | None
    orders_day: Decimal | None
    visitors_day: Decimal | None
    support_hours_week: Decimal | None
    price: Decimal | None
    startup: int
    obstacles: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.obstacles


def backward(inputs: Inputs, income: int, hours_a_week: Decimal | None = None) -> Backward:
    """Return what it takes to take out ``income`` fen a month.

    Args:
        inputs: the plan; its own ``owner_wage`` is replaced by the income.
        income: fen a month.
        hours_a_week: the founder has for support; ``None`` for no limit.
    """
    with localcontext(EXACT):
        plan = replace(inputs, owner_wage=income)
        terms = resolve(plan)
        order = mix(products_economics(terms))
        monthly, yearly = lines(plan, "monthly"), lines(plan, "yearly")
        platform_fen = terms.platform.annual_fee + terms.platform.deposit
        startup = plus(lines(plan, *STARTUP_KINDS), platform_fen).known
        gap = terms.gap or monthly.gap or yearly.gap
        obstacles = ["over_cap"] if startup > plan.cap else []
        if gap or order is None:
            return _unknown(startup, (*obstacles, gap or "products_missing"))
        a_year = Decimal(yearly.known + terms.platform.annual_fee)
        fixed = monthly.known + income + a_year / MONTHS_IN_YEAR
        price = _price(plan, terms, order, fixed)
        point = break_even(order, fixed, terms.platform)
        if point is None:
            obstacles.append("contribution_not_positive")
            return replace(_unknown(startup, tuple(obstacles)), price=price)
        return _needs(plan, point.orders_month, hours_a_week, price, startup, obstacles)


def _unknown(startup: int, obstacles: tuple[str, ...]) -> Backward:
    return Backward(None, None, None, None, None, startup, obstacles)


def _needs(
    plan: Inputs,
    orders_month: Decimal,
    hours_a_week: Decimal | None,
    price: Decimal | None,
    startup: int,
    obstacles: list[str],
) -> Backward:
    a_day = orders_month / DAYS_IN_MONTH
    conversion = likely(plan.conversion)
    visitors = a_day * HUNDRED / Decimal(conversion) if conversion else None
    tickets, minutes = likely(plan.tickets_per_order), likely(plan.minutes_per_ticket)
    hours = None
    if tickets is not None and minutes is not None:
        hours = a_day * DAYS_IN_WEEK * Decimal(tickets) * Decimal(minutes) / MINUTES_IN_HOUR
    seen = likely(plan.visitors_per_day)
    if visitors is not None and seen is not None and visitors > seen:
        obstacles.append("not_enough_visitors")
    planned = orders_a_day(plan)
    if planned is not None and planned < a_day:
        obstacles.append("not_enough_orders")
    if hours is not None and hours_a_week is not None and hours > hours_a_week:
        obstacles.append("not_enough_hours")
    return Backward(orders_month, a_day, visitors, hours, price, startup, tuple(obstacles))


def _price(plan: Inputs, terms: Terms, order: UnitEconomics, fixed: Decimal) -> Decimal | None:
    """Return the mean price at which the orders planned today carry ``fixed``.

    Flat withdrawal fees are counted once a day: rather too high a price than too low.
    """
    orders = (orders_a_day(plan) or Decimal(0)) * DAYS_IN_MONTH
    if orders <= 0 or order.kept <= 0:
        return None
    flat = DAYS_IN_MONTH * terms.platform.withdrawal_flat_fee
    return (order.goods + (fixed + flat) / orders) / order.kept
