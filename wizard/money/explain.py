"""How each figure is made: its formula as data, and the inputs with their values.

Formulas are written in input and figure ids, so that whoever shows them can name each term
in the reader's language and jump to its question. ``docs/figures.md`` holds the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from wizard.money.figure import READS, UNITS
from wizard.money.inputs import likely

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wizard.money.figure import Figure, Unit
    from wizard.money.inputs import Inputs

Rounding = Literal["half_up", "up", "six_places", "none"]
Source = Literal["ruling", "break_even", "ledger", "simulation", "acquisition", "erlang"]
ROUNDINGS: Final[Mapping[Unit, Rounding]] = {
    "money": "half_up",
    "count": "up",
    "rate": "six_places",
    "date": "none",
}


@dataclass(frozen=True, slots=True)
class Formula:
    """How a figure is computed.

    Attributes:
        text: symbolic, in ids of inputs and figures.
        undefined: reason codes with which the figure may be ``None``.
        source: where the definition comes from; see ``docs/figures.md``.
    """

    text: str
    undefined: tuple[str, ...]
    source: Source


_BUDGET: Final = ("budget_lines_missing", "amount_missing", "kind_missing")
_PRODUCTS: Final = ("products_missing", "no_products", "price_missing", "cost_missing")
_ORDER: Final = "mean over products.share of "
_LEDGER: Final = (*_PRODUCTS, *_BUDGET, "cash_missing", "orders_missing")

FORMULAS: Final[Mapping[str, Formula]] = {
    "startup_total": Formula(
        "sum(budget_lines: one_off, deposit, yearly) + platforms.annual_fee + platforms.deposit",
        _BUDGET,
        "ruling",
    ),
    "startup_known": Formula("the known part of startup_total", (), "ruling"),
    "cap": Formula("a value of the pack", (), "ruling"),
    "headroom": Formula("cap - startup_total", _BUDGET, "ruling"),
    "reserve_needed": Formula("3 x (sum(budget_lines: monthly) + owner_wage)", _BUDGET, "ruling"),
    "reserve_months": Formula(
        "(cash_available - startup_total) / (sum(budget_lines: monthly) + owner_wage)",
        (*_BUDGET, "cash_missing", "no_monthly_cost"),
        "ruling",
    ),
    "own_money_needed": Formula("startup_total + reserve_needed", _BUDGET, "ruling"),
    "contribution_per_order": Formula(
        _ORDER + "N x (1 - platforms.withdrawal_fee) - G", _PRODUCTS, "break_even"
    ),
    "contribution_margin": Formula(
        "contribution_per_order / mean products.price", (*_PRODUCTS, "price_zero"), "break_even"
    ),
    "minimum_price": Formula(
        "mean G / part of each yuan of price that reaches the bank",
        (*_PRODUCTS, "no_price_suffices"),
        "break_even",
    ),
    "break_even_orders_month": Formula(
        "(sum(budget_lines: monthly) + owner_wage + (sum(budget_lines: yearly)"
        " + platforms.annual_fee) / 12 + platforms.withdrawal_flat_fee x withdrawals)"
        " / contribution_per_order",
        (*_PRODUCTS, *_BUDGET, "contribution_not_positive"),
        "break_even",
    ),
    "break_even_orders_day": Formula(
        "break_even_orders_month / 30",
        (*_PRODUCTS, *_BUDGET, "contribution_not_positive"),
        "break_even",
    ),
    "lowest_cash": Formula("lowest bank balance at the end of 365 days", _LEDGER, "ledger"),
    "lowest_cash_date": Formula(
        "first day with lowest_cash", (*_LEDGER, "launch_date_missing"), "ledger"
    ),
    "runout_probability_13_weeks": Formula(
        "simulated launches with a bank balance below 0 within 13 weeks / all of them",
        (*_LEDGER, "calculating", "too_large_to_simulate"),
        "simulation",
    ),
    "max_acquisition_cost": Formula(
        "contribution_per_order x (1 + repurchase_rate)",
        (*_PRODUCTS, "contribution_not_positive"),
        "acquisition",
    ),
    "break_even_roas": Formula(
        "1 / contribution_margin",
        (*_PRODUCTS, "contribution_not_positive", "price_zero"),
        "acquisition",
    ),
    "answered_within_10_minutes": Formula(
        "Erlang C(tickets an hour, minutes_per_ticket, support_people, 10 minutes)"
        " x min(1, service_hours / asking_hours)",
        (
            "orders_missing",
            "tickets_per_order_missing",
            "minutes_per_ticket_missing",
            "support_people_missing",
            "service_hours_missing",
            "no_tickets",
        ),
        "erlang",
    ),
}


@dataclass(frozen=True, slots=True)
class Operand:
    """One input of a figure.

    Attributes:
        input: id of the question or column.
        row: name of the table's row, empty for a plain question.
        value: as told: fen, points, days ...; ``None`` when not given.
        assumed: whether a default stood in for it.
    """

    input: str
    row: str
    value: int | Decimal | bool | str | date | None
    assumed: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure, its formula, and what went in."""

    figure: Figure
    formula: Formula
    rounding: Rounding
    operands: tuple[Operand, ...]


def explain(figure: Figure, inputs: Inputs) -> Explanation:
    """Return how ``figure`` was made from ``inputs``."""
    operands = [
        operand
        for name in READS[figure.name]
        for operand in _operands(name, inputs, assumed=name in figure.assumed)
    ]
    return Explanation(
        figure, FORMULAS[figure.name], ROUNDINGS[UNITS[figure.name]], tuple(operands)
    )


def _operands(name: str, inputs: Inputs, *, assumed: bool) -> list[Operand]:
    table, _, column = name.rpartition(".")
    if name == "chosen_platform":
        chosen = None if inputs.platform is None else inputs.platform.name
        return [Operand(name, "", chosen, assumed)]
    if table == "platforms":
        if inputs.platform is None:
            return []
        return [Operand(name, inputs.platform.name, getattr(inputs.platform, column), assumed)]
    if table == "products":
        return [
            Operand(name, row.name, getattr(row, column), assumed) for row in inputs.products or ()
        ]
    if name == "budget_lines":
        return [
            Operand(name, line.item, line.amount, assumed) for line in inputs.budget_lines or ()
        ]
    if name == "refund_rate":
        own = [row for row in inputs.products or () if row.refund_rate is not None]
        rates = [Operand("products.refund_rate", row.name, row.refund_rate, False) for row in own]
        plan = Operand(name, "", likely(inputs.refund_rate), assumed)
        return [*rates, plan] if len(own) < len(inputs.products or ()) else rates
    told = likely(getattr(inputs, name)) if hasattr(inputs, name) else inputs.defaults.get(name)
    return [Operand(name, "", told, assumed)]
