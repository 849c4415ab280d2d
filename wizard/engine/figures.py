"""Answers to the money model and back: its inputs, and its figures as names for rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from wizard.engine.values import filled_rows
from wizard.model.answers import NOTHING, Answer, Row
from wizard.model.checklist import Checklist
from wizard.model.money import FEN_PER_YUAN, Money
from wizard.money import BudgetLine, Channel, Figure, Inputs, Platform, Product, Spread
from wizard.rules import DATE, Type, Unit, number

_T = TypeVar("_T")

FIGURE_TYPES: dict[str, Type] = {
    "startup_total": number(Unit.MONEY),
    "startup_known": number(Unit.MONEY),
    "cap": number(Unit.MONEY),
    "headroom": number(Unit.MONEY),
    "reserve_needed": number(Unit.MONEY),
    "reserve_months": number(Unit.MONTHS),
    "own_money_needed": number(Unit.MONEY),
    "contribution_per_order": number(Unit.MONEY),
    "contribution_margin": number(Unit.PERCENT),
    "minimum_price": number(Unit.MONEY),
    "break_even_orders_month": number(Unit.COUNT),
    "break_even_orders_day": number(Unit.COUNT),
    "lowest_cash": number(Unit.MONEY),
    "lowest_cash_date": DATE,
    "runout_probability_13_weeks": number(Unit.PERCENT),
    "max_acquisition_cost": number(Unit.MONEY),
    "break_even_roas": number(Unit.NUMBER),
    "answered_within_10_minutes": number(Unit.PERCENT),
}
"""Type of every figure in the rules language; fractions become percent points there."""

CAP_VALUE = "start_up_cap"
RESERVE_VALUE = "reserve_months_wanted"
DEFAULT_PREFIX = "default_"
FIRST_STOCK = "first_stock"
_HUNDRED = Decimal(100)


def money_inputs(
    checklist: Checklist,
    answer: Callable[[str], Answer],
    chosen: Row | None,
    *,
    own_site: bool,
    launch: object,
    seed: str,
) -> Inputs:
    """Collect what the money model reads from the answers that apply.

    Args:
        checklist: for the thresholds and defaults of ``values.yaml``.
        answer: returns the answer of a question that applies, else nothing.
        chosen: the chosen candidate's row.
        own_site: whether the shop runs on a site of its own, without a platform's fees.
        launch: the first day of the ledger, where it is known.
        seed: of the simulation.
    """
    platform = platform_of(chosen) if chosen is not None else None
    if platform is None and own_site:
        platform = Platform(name="own_site")
    values = checklist.values
    settings: dict[str, Any] = {}
    if CAP_VALUE in values:
        settings["cap"] = Money.from_yuan(Decimal(values[CAP_VALUE].value)).fen
    if RESERVE_VALUE in values:
        settings["reserve_months_wanted"] = Decimal(values[RESERVE_VALUE].value)
    return Inputs(
        products=_table(answer("products"), _product),
        platform=platform,
        budget_lines=_table(answer("budget_lines"), _budget_line),
        channels=_table(answer("channels"), _channel),
        cash_available=_uncertain(answer("cash_available")),
        owner_wage=_uncertain(answer("owner_wage")),
        orders_per_day=_uncertain(answer("orders_per_day")),
        visitors_per_day=_uncertain(answer("visitors_per_day")),
        conversion=_uncertain(answer("conversion")),
        repurchase_rate=_uncertain(answer("repurchase_rate")),
        refund_rate=_uncertain(answer("refund_rate")),
        tickets_per_order=_uncertain(answer("tickets_per_order")),
        minutes_per_ticket=_uncertain(answer("minutes_per_ticket")),
        support_people=_uncertain(answer("support_people")),
        service_hours=_uncertain(answer("service_hours")),
        launch_date=launch if isinstance(launch, dt.date) else None,
        first_stock=_first_stock(answer("budget_lines")),
        defaults=_defaults(checklist),
        seed=seed,
        **settings,
    )


def _defaults(checklist: Checklist) -> dict[str, int | Decimal]:
    """Defaults stand in ``values.yaml`` as ``default_<input>``, a table's as ``table__column``."""
    found: dict[str, int | Decimal] = {}
    for name, threshold in checklist.values.items():
        if not name.startswith(DEFAULT_PREFIX):
            continue
        target = name.removeprefix(DEFAULT_PREFIX).replace("__", ".")
        value = threshold.value
        if threshold.unit == "money":
            found[target] = Money.from_yuan(Decimal(value)).fen
        else:
            found[target] = int(value) if isinstance(value, bool) else Decimal(value)
    return found


def _number(answer: Answer | None) -> Any:
    if answer is None or answer.not_sure:
        return None
    return answer.value.fen if isinstance(answer.value, Money) else answer.value


def _bound(value: Money | Decimal | None, likely: Any) -> Any:
    if value is None:
        return likely
    return value.fen if isinstance(value, Money) else value


def _uncertain(answer: Answer) -> Any:
    likely = _number(answer)
    if likely is None or (answer.low is None and answer.high is None):
        return likely
    low, high = _bound(answer.low, likely), _bound(answer.high, likely)
    return Spread(min(low, likely), likely, max(high, likely))


def _table(answer: Answer, build: Callable[[Row], _T]) -> tuple[_T, ...] | None:
    rows = filled_rows(answer)
    return None if rows is None else tuple(build(row) for row in rows)


def _cell(row: Row, column: str) -> Any:
    return _number(row.get(column))


def _name(row: Row, column: str) -> str:
    value = row.get(column, NOTHING).value
    return value if isinstance(value, str) else ""


def _product(row: Row) -> Product:
    return Product(
        name=_name(row, "name"),
        price=_cell(row, "price"),
        cost=_cell(row, "cost"),
        share=_cell(row, "share"),
        refund_rate=_cell(row, "refund_rate"),
        code_loss=_cell(row, "code_loss"),
        reissue_rate=_cell(row, "reissue_rate"),
        supply=_cell(row, "supply"),
    )


def platform_of(row: Row) -> Platform:
    """Return a row of the candidates' table as the money model reads it."""
    return Platform(
        name=_name(row, "name"),
        commission=_cell(row, "commission"),
        commission_returned=_cell(row, "commission_returned"),
        payment_fee=_cell(row, "payment_fee"),
        payment_fee_returned=_cell(row, "payment_fee_returned"),
        annual_fee=_cell(row, "annual_fee"),
        deposit=_cell(row, "deposit"),
        settlement_days=_cell(row, "settlement_days"),
        withdrawal_minimum=_cell(row, "withdrawal_minimum"),
        withdrawal_fee=_cell(row, "withdrawal_fee"),
        withdrawal_flat_fee=_cell(row, "withdrawal_flat_fee"),
        withdrawal_lag_days=_cell(row, "withdrawal_lag_days"),
    )


def _budget_line(row: Row) -> BudgetLine:
    return BudgetLine(
        item=_name(row, "item"),
        amount=_cell(row, "amount"),
        kind=_cell(row, "kind"),
        importance=_cell(row, "class"),
    )


def _channel(row: Row) -> Channel:
    return Channel(
        name=_name(row, "name"),
        budget=_cell(row, "budget"),
        payment=_cell(row, "payment"),
        expected_orders=_cell(row, "expected_orders"),
    )


def _first_stock(answer: Answer) -> int | None:
    """Fen of the one-off lines that buy the first stock, by the optional column ``category``."""
    if answer.not_sure or not isinstance(answer.value, tuple):
        return None
    total = 0
    for row in answer.value:
        if isinstance(row, str) or _cell(row, "category") != FIRST_STOCK:
            continue
        total += _cell(row, "amount") or 0
    return total


def figure_values(figures: Mapping[str, Figure]) -> dict[str, object]:
    """Return the defined figures as the rules language holds them."""
    known: dict[str, object] = {}
    for name, figure in figures.items():
        kind = FIGURE_TYPES.get(name)
        if kind is None or figure.value is None:
            continue
        if isinstance(figure.value, dt.date):
            known[name] = figure.value
        elif kind.unit is Unit.MONEY:
            known[name] = Decimal(figure.value) / FEN_PER_YUAN
        elif kind.unit is Unit.PERCENT:
            known[name] = Decimal(figure.value) * _HUNDRED
        else:
            known[name] = Decimal(figure.value)
    return known
