"""Every figure of the plan, computed once, each knowing what it was made from.

Figures are computed unrounded from each other; ``Figure.shown`` rounds for the eye. A
figure that cannot be computed is ``None`` with a reason code, never 0, infinite or NaN.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from wizard.money.budget import STARTUP_KINDS, lines, months_covered, plus
from wizard.money.course import course, course_gap
from wizard.money.economics import (
    DAYS_IN_MONTH,
    MONTHS_IN_YEAR,
    break_even,
    mix,
    products_economics,
)
from wizard.money.figure import EXACT, UNITS, Book, Figure
from wizard.money.inputs import likely
from wizard.money.ledger import play
from wizard.money.simulation import simulation_gap
from wizard.money.staffing import staffing, staffing_gap
from wizard.money.terms import ONE, Gaps, resolve

if TYPE_CHECKING:
    from wizard.money.economics import UnitEconomics
    from wizard.money.inputs import Inputs
    from wizard.money.simulation import Simulation
    from wizard.money.terms import Terms


def figures(inputs: Inputs, simulated: Simulation | None = None) -> dict[str, Figure]:
    """Return every figure of the plan, always all of them.

    Args:
        inputs: what the founder has said so far.
        simulated: the simulation of the same inputs; without it the probability of running
            dry is ``None`` with the note ``calculating``.
    """
    with localcontext(EXACT):
        book = Book()
        gaps = Gaps(inputs)
        terms = resolve(inputs)
        wage = Decimal(gaps.fill("owner_wage", inputs.owner_wage))
        repurchase = gaps.fraction("repurchase_rate", inputs.repurchase_rate)
        book.assumed = {*terms.assumed, *gaps.assumed}
        order = mix(products_economics(terms))
        _startup(book, inputs, terms.platform.annual_fee + terms.platform.deposit)
        _reserve(book, inputs, wage)
        _order(book, order, terms)
        _break_even(book, inputs, order, terms, wage)
        _marketing(book, order, terms, repurchase)
        _cash(book, inputs, terms, simulated)
        _support(book, inputs)
        return {name: book.figures[name] for name in UNITS}


def outcome(inputs: Inputs) -> dict[str, Figure]:
    """Return the figures by which a change of one input is judged: break-even and cash.

    They are those of ``figures``; a tornado asks for them two dozen times and for no other.
    """
    with localcontext(EXACT):
        book = Book()
        gaps = Gaps(inputs)
        terms = resolve(inputs)
        wage = Decimal(gaps.fill("owner_wage", inputs.owner_wage))
        book.assumed = {*terms.assumed, *gaps.assumed}
        _break_even(book, inputs, mix(products_economics(terms)), terms, wage)
        _cash(book, inputs, terms, None)
        return book.figures


def _startup(book: Book, inputs: Inputs, platform_fen: int) -> None:
    startup = plus(lines(inputs, *STARTUP_KINDS), platform_fen)
    book.enter("startup_total", startup.total, startup.gap)
    book.enter("startup_known", startup.known)
    book.enter("cap", inputs.cap)
    headroom = None if startup.total is None else inputs.cap - startup.total
    book.enter("headroom", headroom, startup.gap)


def _reserve(book: Book, inputs: Inputs, wage: Decimal) -> None:
    monthly = lines(inputs, "monthly")
    startup, gap = book.amount("startup_total"), book.note("startup_total")
    cash = likely(inputs.cash_available)
    if monthly.total is None:
        reserve = None
        book.enter("reserve_needed", None, monthly.gap)
    else:
        reserve = inputs.reserve_months_wanted * (monthly.total + wage)
        book.enter("reserve_needed", reserve)
    if startup is None or reserve is None:
        reason = gap if startup is None else monthly.gap
        book.enter("own_money_needed", None, reason)
        book.enter("reserve_months", None, reason)
        return
    book.enter("own_money_needed", startup + reserve)
    if cash is None:
        book.enter("reserve_months", None, "cash_missing")
        return
    months = months_covered(Decimal(cash), startup, monthly.known + wage)
    book.enter("reserve_months", months, "no_monthly_cost" if months is None else None)


def _order(book: Book, order: UnitEconomics | None, terms: Terms) -> None:
    if order is None:
        for name in ("contribution_per_order", "contribution_margin", "minimum_price"):
            book.enter(name, None, terms.gap)
        return
    book.enter("contribution_per_order", order.contribution, terms.notice)
    book.enter("contribution_margin", order.margin, "price_zero" if order.margin is None else None)
    lowest = order.minimum_price
    book.enter("minimum_price", lowest, "no_price_suffices" if lowest is None else None)


def _break_even(
    book: Book, inputs: Inputs, order: UnitEconomics | None, terms: Terms, wage: Decimal
) -> None:
    monthly, yearly = lines(inputs, "monthly"), lines(inputs, "yearly")
    point, reason = None, terms.gap or monthly.gap or yearly.gap
    if order is not None and reason is None:
        a_year = Decimal(yearly.known + terms.platform.annual_fee)
        point = break_even(order, monthly.known + wage + a_year / MONTHS_IN_YEAR, terms.platform)
        reason = "contribution_not_positive"
    if point is None:
        book.enter("break_even_orders_month", None, reason)
        book.enter("break_even_orders_day", None, reason)
        return
    remark = None if point.fixed_cost else "no_fixed_cost"
    book.enter("break_even_orders_month", point.orders_month, remark)
    book.enter("break_even_orders_day", point.orders_month / DAYS_IN_MONTH, remark)


def _marketing(book: Book, order: UnitEconomics | None, terms: Terms, repurchase: Decimal) -> None:
    """A buyer may cost what the first order leaves, and one repeat at the repurchase rate."""
    if order is None or order.contribution <= 0:
        reason = terms.gap or "contribution_not_positive"
        book.enter("max_acquisition_cost", None, reason)
        book.enter("break_even_roas", None, reason)
        return
    book.enter("max_acquisition_cost", order.contribution * (ONE + repurchase))
    if order.margin:
        book.enter("break_even_roas", ONE / order.margin)
    else:
        book.enter("break_even_roas", None, "price_zero")


def _cash(book: Book, inputs: Inputs, terms: Terms, simulated: Simulation | None) -> None:
    launch = course(inputs, terms)
    if launch is None:
        reason = course_gap(inputs, terms)
        for name in ("lowest_cash", "lowest_cash_date", "runout_probability_13_weeks"):
            book.enter(name, None, reason)
        return
    year = play(launch)
    book.enter("lowest_cash", year.lowest_cash)
    when = year.date_of(year.lowest_day)
    book.enter("lowest_cash_date", when, "launch_date_missing" if when is None else None)
    gap = simulation_gap(inputs, launch)
    if simulated is None or gap:
        book.enter("runout_probability_13_weeks", None, gap or "calculating")
        return
    book.assumed |= simulated.assumed
    book.enter("runout_probability_13_weeks", simulated.ran_out_by_week_13.point)


def _support(book: Book, inputs: Inputs) -> None:
    desk = staffing(inputs)
    if desk is None:
        book.enter("answered_within_10_minutes", None, staffing_gap(inputs))
        return
    book.assumed |= desk.assumed
    remark = None if desk.queue.mean_wait is not None else "queue_grows"
    book.enter("answered_within_10_minutes", desk.promise_kept, remark)
