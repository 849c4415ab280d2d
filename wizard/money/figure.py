"""One computed number: its value, how it is rounded, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal

Unit = Literal["money", "count", "rate", "date"]
Value = int | Decimal | date
EXACT: Final = Context(prec=60)
RATE_PLACES: Final = Decimal("0.000001")

UNITS: Final[dict[str, Unit]] = {
    "startup_total": "money",
    "startup_known": "money",
    "cap": "money",
    "headroom": "money",
    "reserve_needed": "money",
    "reserve_months": "rate",
    "own_money_needed": "money",
    "contribution_per_order": "money",
    "contribution_margin": "rate",
    "minimum_price": "money",
    "break_even_orders_month": "count",
    "break_even_orders_day": "count",
    "lowest_cash": "money",
    "lowest_cash_date": "date",
    "runout_probability_13_weeks": "rate",
    "max_acquisition_cost": "money",
    "break_even_roas": "rate",
    "answered_within_10_minutes": "rate",
}

_ORDER: Final = (
    "chosen_platform",
    "products.price",
    "products.cost",
    "products.share",
    "refund_rate",
    "products.code_loss",
    "products.reissue_rate",
    "platforms.commission",
    "platforms.commission_returned",
    "platforms.payment_fee",
    "platforms.payment_fee_returned",
    "platforms.withdrawal_fee",
)
_STARTUP: Final = ("chosen_platform", "budget_lines", "platforms.annual_fee", "platforms.deposit")
_MONTHLY: Final = ("budget_lines", "owner_wage")
_BREAK_EVEN: Final = (
    *_ORDER,
    *_MONTHLY,
    "platforms.annual_fee",
    "platforms.withdrawal_flat_fee",
    "platforms.withdrawal_minimum",
)
_SUPPORT: Final = (
    "orders_per_day",
    "visitors_per_day",
    "conversion",
    "tickets_per_order",
    "minutes_per_ticket",
    "support_people",
    "service_hours",
)

_LEDGER: Final = (
    "cash_available",
    *_BREAK_EVEN,
    "platforms.deposit",
    "platforms.settlement_days",
    "platforms.withdrawal_lag_days",
    "orders_per_day",
    "visitors_per_day",
    "conversion",
)

READS: Final[dict[str, tuple[str, ...]]] = {
    "startup_total": _STARTUP,
    "startup_known": _STARTUP,
    "cap": (),
    "headroom": _STARTUP,
    "reserve_needed": _MONTHLY,
    "reserve_months": ("cash_available", *_STARTUP, "owner_wage"),
    "own_money_needed": (*_STARTUP, "owner_wage"),
    "contribution_per_order": _ORDER,
    "contribution_margin": _ORDER,
    "minimum_price": _ORDER,
    "break_even_orders_month": _BREAK_EVEN,
    "break_even_orders_day": _BREAK_EVEN,
    "lowest_cash": _LEDGER,
    "lowest_cash_date": (*_LEDGER, "launch_date"),
    "runout_probability_13_weeks": (*_LEDGER, "orders_per_day.spread", "freeze_chance"),
    "answered_within_10_minutes": _SUPPORT,
    "max_acquisition_cost": (*_ORDER, "repurchase_rate"),
    "break_even_roas": _ORDER,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One computed number.

    Attributes:
        name: key of the figure.
        unit: how ``value`` is to be read.
        value: unrounded; fen for money, fractions for rates, ``None`` where undefined.
        note: reason code when ``value`` is ``None``; else a remark (``assumes`` ...).
        assumed: ids of the inputs that counted a default.
        inputs: ids of the questions and columns it is made from.
    """

    name: str
    unit: Unit
    value: Value | None
    note: str | None = None
    assumed: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()

    @property
    def shown(self) -> int | str | None:
        """Money in whole fen, half up; counts rounded up; rates as decimal text; ISO dates."""
        value = self.value
        if value is None:
            return None
        if isinstance(value, date):
            return value.isoformat()
        if self.unit == "rate":
            return _decimal_text(Decimal(value))
        rounding = ROUND_CEILING if self.unit == "count" else ROUND_HALF_UP
        return int(Decimal(value).to_integral_value(rounding, EXACT))


def _decimal_text(value: Decimal) -> str:
    text = format(value.quantize(RATE_PLACES, ROUND_HALF_UP, EXACT), "f")
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Book:
    """Collects figures; ``assumed`` holds every gap that was filled, whichever figure reads it."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self.assumed: set[str] = set()

    def amount(self, name: str) -> int | None:
        """Return a figure of whole fen entered before."""
        value = self.figures[name].value
        return value if isinstance(value, int) else None

    def note(self, name: str) -> str | None:
        """Return the remark or reason of a figure entered before."""
        return self.figures[name].note

    def enter(self, name: str, value: Value | None, note: str | None = None) -> None:
        """Enter one figure; ``note`` is the reason when ``value`` is ``None``."""
        reads = READS[name]
        assumed = tuple(sorted(self.assumed.intersection(reads))) if value is not None else ()
        if note is None and assumed:
            note = "assumes"
        self.figures[name] = Figure(name, UNITS[name], value, note, assumed, reads)
