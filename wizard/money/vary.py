"""The same plan with one input changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from wizard.money.inputs import Platform, likely

if TYPE_CHECKING:
    from wizard.money.inputs import Inputs, Number

PLAN_INPUTS: Final = (
    "cash_available",
    "owner_wage",
    "orders_per_day",
    "visitors_per_day",
    "conversion",
    "repurchase_rate",
    "tickets_per_order",
    "minutes_per_ticket",
)
SCALED: Final = ("products.price", "products.cost")
"""Changed for all products in proportion: 110 stands for 10 % more than told."""
PRODUCT_RATES: Final = ("refund_rate", "products.code_loss", "products.reissue_rate")
PLATFORM_INPUTS: Final = (
    "platforms.commission",
    "platforms.payment_fee",
    "platforms.annual_fee",
    "platforms.settlement_days",
    "platforms.withdrawal_minimum",
    "platforms.withdrawal_fee",
    "platforms.withdrawal_flat_fee",
    "platforms.withdrawal_lag_days",
)
VARIABLE: Final = (*PLAN_INPUTS, *SCALED, *PRODUCT_RATES, *PLATFORM_INPUTS)


def vary(inputs: Inputs, name: str, value: Number) -> Inputs:
    """Return ``inputs`` with one input set.

    Args:
        inputs: the plan.
        name: one of ``VARIABLE``. ``refund_rate`` is set for every product.
        value: in the unit of the input; percent of today's for ``SCALED``.

    Raises:
        KeyError: ``name`` is no input that can be varied: our bug.
    """
    column = name.rpartition(".")[2]
    if name in PLAN_INPUTS:
        return replace(inputs, **{name: value})  # type: ignore[arg-type]
    if name in PLATFORM_INPUTS:
        platform = inputs.platform or Platform("")
        return replace(inputs, platform=replace(platform, **{column: value}))  # type: ignore[arg-type]
    rows = inputs.products or ()
    if name in SCALED:
        scaled = tuple(
            replace(row, **{column: _scaled(getattr(row, column), Decimal(value))})  # type: ignore[arg-type]
            for row in rows
        )
        return replace(inputs, products=scaled)
    if name in PRODUCT_RATES:
        rated = tuple(replace(row, **{column: Decimal(value)}) for row in rows)  # type: ignore[arg-type]
        return replace(inputs, products=rated)
    raise KeyError(name)


def _scaled(fen: int | None, percent: Decimal) -> int | None:
    return None if fen is None else int((fen * percent / 100).to_integral_value())


def current(inputs: Inputs, name: str) -> Number | None:
    """Return today's value of a varied input; 100 for ``SCALED``, a mean for product rates."""
    column = name.rpartition(".")[2]
    if name in SCALED:
        return 100
    if name in PLAN_INPUTS:
        return likely(getattr(inputs, name))
    if name in PLATFORM_INPUTS:
        return None if inputs.platform is None else getattr(inputs.platform, column)
    own = [getattr(row, column) for row in inputs.products or ()]
    told = [rate for rate in own if rate is not None]
    if told:
        return sum(told, Decimal(0)) / len(told)
    return likely(inputs.refund_rate) if name == "refund_rate" else None
