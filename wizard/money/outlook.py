"""How safe the plan is: room above break-even, what limits it, and what shocks would do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final, Literal, get_args

from wizard.money.budget import lines
from wizard.money.course import course, orders_a_day
from wizard.money.economics import (
    DAYS_IN_MONTH,
    MONTHS_IN_YEAR,
    break_even,
    mix,
    products_economics,
)
from wizard.money.figure import EXACT
from wizard.money.inputs import likely
from wizard.money.ledger import Ledger, play
from wizard.money.shocks import Shock, ShockKind
from wizard.money.staffing import MINUTES_IN_HOUR
from wizard.money.terms import HUNDRED, Gaps, resolve

if TYPE_CHECKING:
    from datetime import date

    from wizard.money.inputs import Inputs

Grade = Literal["danger", "careful", "fair", "safe", "very_safe"]
Limit = Literal["demand", "support"]
GRADES: Final[tuple[tuple[int, Grade], ...]] = (
    (40, "very_safe"),
    (30, "safe"),
    (20, "fair"),
    (10, "careful"),
)
"""Usual textbook grades of the margin of safety, in percent."""
SHOCKS: Final[tuple[ShockKind, ...]] = get_args(ShockKind)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The planned orders against those that carry the cost; unrounded.

    Attributes:
        planned_month: orders planned.
        break_even_month: orders needed.
        reachable_month: the fewest of what visitors bring and support can answer.
        limit: which of the two binds, ``None`` while neither is known.
        margin_of_safety: part of the planned orders that may fail to come.
        grade: of the margin of safety, ``None`` without planned orders.
        surplus_month: fen left over each month at the planned orders, fixed cost paid.
        payback_months: until the surplus has paid the start-up cost, deposits left out;
            ``None`` if never.
    """

    planned_month: Decimal
    break_even_month: Decimal
    reachable_month: Decimal | None
    limit: Limit | None
    margin_of_safety: Decimal | None
    grade: Grade | None
    surplus_month: Decimal
    payback_months: Decimal | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One year under one shock, or the plain year.

    Attributes:
        shock: ``None`` for the plain year.
        lowest_cash: fen.
        below_zero: first day the bank account is short; ``None`` if never.
        funding_need: fen at the start with which the reserve stays untouched.
        lost_in_platform: fen frozen or below the withdrawal minimum after the year.
    """

    shock: ShockKind | None
    lowest_cash: int
    below_zero: date | None
    funding_need: int
    lost_in_platform: int


def outlook(inputs: Inputs) -> Outlook | None:
    """Return how safe the plan is, ``None`` while break-even or orders are unknown."""
    with localcontext(EXACT):
        terms = resolve(inputs)
        order, a_day = mix(products_economics(terms)), orders_a_day(inputs)
        monthly, yearly = lines(inputs, "monthly"), lines(inputs, "yearly")
        if order is None or a_day is None or monthly.gap or yearly.gap:
            return None
        wage = Decimal(Gaps(inputs).fill("owner_wage", inputs.owner_wage))
        a_year = Decimal(yearly.known + terms.platform.annual_fee)
        point = break_even(order, monthly.known + wage + a_year / MONTHS_IN_YEAR, terms.platform)
        if point is None:
            return None
        planned = a_day * DAYS_IN_MONTH
        reachable, limit = _reachable(inputs)
        safety = (planned - point.orders_month) / planned if planned > 0 else None
        surplus = planned * order.contribution - point.fixed_cost
        sunk = Decimal(lines(inputs, "one_off", "yearly").known + terms.platform.annual_fee)
        return Outlook(
            planned_month=planned,
            break_even_month=point.orders_month,
            reachable_month=reachable,
            limit=limit,
            margin_of_safety=safety,
            grade=None if safety is None else _grade(safety),
            surplus_month=surplus,
            payback_months=sunk / surplus if surplus > 0 else None,
        )


def _grade(safety: Decimal) -> Grade:
    for least, grade in GRADES:
        if safety * HUNDRED >= least:
            return grade
    return "danger"


def _reachable(inputs: Inputs) -> tuple[Decimal | None, Limit | None]:
    """Return the orders a month that visitors bring or support can answer, if fewer."""
    reachable: list[tuple[Decimal, Limit]] = []
    visitors, conversion = likely(inputs.visitors_per_day), likely(inputs.conversion)
    if visitors is not None and conversion is not None:
        a_day = Decimal(visitors) * Decimal(conversion) / HUNDRED
        reachable.append((a_day * DAYS_IN_MONTH, "demand"))
    tickets, minutes = likely(inputs.tickets_per_order), likely(inputs.minutes_per_ticket)
    people, hours = likely(inputs.support_people), likely(inputs.service_hours)
    if tickets and minutes and people is not None and hours is not None:
        work = Decimal(people) * Decimal(hours) * MINUTES_IN_HOUR * DAYS_IN_MONTH
        reachable.append((work / (Decimal(tickets) * Decimal(minutes)), "support"))
    return min(reachable, default=(None, None))


def scenarios(inputs: Inputs, start: int = 30) -> tuple[Scenario, ...]:
    """Return the plain year and one for each shock; nothing while the ledger lacks an input.

    Args:
        inputs: the plan.
        start: day, counted from 0, on which each shock begins.
    """
    launch = course(inputs)
    if launch is None:
        return ()
    plain = _scenario(None, play(launch))
    return (plain, *(_scenario(kind, play(launch, (Shock(kind, start),))) for kind in SHOCKS))


def _scenario(kind: ShockKind | None, year: Ledger) -> Scenario:
    short, last = year.first_below_zero, year.wallet[-1]
    return Scenario(
        shock=kind,
        lowest_cash=year.lowest_cash,
        below_zero=None if short is None else year.date_of(short),
        funding_need=year.funding_need,
        lost_in_platform=year.frozen[-1] + (last if last < year.course.minimum else 0),
    )
