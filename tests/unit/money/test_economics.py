"""Golden values of unit economics and break-even, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from wizard.money import BudgetLine, Inputs, Platform, Product, figures

PLATFORM = Platform(
    "甲",
    commission=Decimal(2),
    commission_returned=True,
    payment_fee=Decimal("0.6"),
    payment_fee_returned=False,
    annual_fee=0,
    deposit=0,
    settlement_days=0,
    withdrawal_minimum=0,
    withdrawal_fee=Decimal(5),
    withdrawal_flat_fee=0,
    withdrawal_lag_days=0,
)
PRODUCT = Product(
    "正版软件授权",
    price=2000,
    cost=1400,
    refund_rate=Decimal(5),
    code_loss=Decimal(50),
    reissue_rate=Decimal(0),
)
GOLDEN = Inputs(
    products=(PRODUCT,),
    platform=PLATFORM,
    budget_lines=(BudgetLine("房租", 60000, "monthly"),),
    owner_wage=0,
)


def with_product(**changes: object) -> Inputs:
    return replace(GOLDEN, products=(replace(PRODUCT, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("inputs", "contribution", "minimum", "month"),
    [
        (GOLDEN, "392.5", 1553, 153),
        (with_product(cost=1600), "197.5", 1775, 304),
        (with_product(refund_rate=Decimal(10)), "334.4", None, 180),
        (replace(GOLDEN, platform=replace(PLATFORM, withdrawal_fee=Decimal(0))), "485", None, 124),
        (with_product(reissue_rate=Decimal(2)), "364.5", None, 165),
        (with_product(price=1800), "216.75", None, 277),
        (with_product(price=2200), "568.25", None, 106),
        (with_product(cost=1540), "256", None, 235),
    ],
)
def test_golden_values(inputs: Inputs, contribution: str, minimum: int | None, month: int) -> None:
    result = figures(inputs)
    assert result["contribution_per_order"].value == Decimal(contribution)
    assert result["break_even_orders_month"].shown == month
    if minimum is not None:
        assert result["minimum_price"].shown == minimum


def test_golden_rates() -> None:
    result = figures(GOLDEN)
    assert result["contribution_margin"].shown == "0.19625"
    assert result["break_even_roas"].shown == "5.095541"
    assert result["break_even_orders_day"].shown == 6
    assert (
        figures(replace(GOLDEN, repurchase_rate=Decimal(10)))["max_acquisition_cost"].shown == 432
    )
