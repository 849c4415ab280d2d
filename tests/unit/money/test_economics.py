"""Golden values of unit economics and break-even, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

import pytest

from tests.unit.money.launches import GOLDEN, PLATFORM, PRODUCT, WHOLE
from wizard.money import BudgetLine, Inputs, Platform, Product, figures


def with_product(**changes: object) -> Inputs:
    return replace(GOLDEN, products=(replace(PRODUCT, **changes),))  # type: ignore[arg-type]


def fen(amount: Decimal) -> int:
    """Undo the last digit that a division cannot keep."""
    return int(amount.to_integral_value())


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


def test_flat_fee_counts_the_withdrawals_its_orders_need() -> None:
    platform = replace(PLATFORM, withdrawal_minimum=50000, withdrawal_flat_fee=500)
    month = figures(replace(GOLDEN, platform=platform))["break_even_orders_month"].value
    assert isinstance(month, Decimal)
    withdrawals = int((month * 1850 / 50000).to_integral_value(ROUND_CEILING))
    assert fen(month * Decimal("392.5")) == 60000 + 500 * withdrawals


def test_flat_fee_above_all_income_still_ends() -> None:
    platform = replace(PLATFORM, withdrawal_minimum=1, withdrawal_flat_fee=10**9)
    month = figures(replace(GOLDEN, platform=platform))["break_even_orders_month"].value
    assert isinstance(month, Decimal)
    assert fen(month * Decimal("392.5")) == 60000 + 30 * 10**9


def test_yearly_cost_and_annual_fee_count_a_twelfth() -> None:
    inputs = replace(
        GOLDEN,
        platform=replace(PLATFORM, annual_fee=12000),
        budget_lines=(BudgetLine("域名", 24000, "yearly"),),
        owner_wage=1000,
    )
    month = figures(inputs)["break_even_orders_month"].value
    assert isinstance(month, Decimal)
    assert fen(month * Decimal("392.5")) == 4000


def test_no_fixed_cost_breaks_even_at_once_and_says_so() -> None:
    month = figures(replace(GOLDEN, budget_lines=()))["break_even_orders_month"]
    assert (month.shown, month.note) == (0, "no_fixed_cost")


def test_mix_is_weighted_and_missing_shares_take_the_rest() -> None:
    cheap = Product("点卡", price=1000, cost=900, share=Decimal(25), refund_rate=Decimal(0))
    platform = Platform("甲", commission=Decimal(0), payment_fee=Decimal(0))
    main = Product("软件", price=2000, cost=1400, refund_rate=Decimal(0))
    result = figures(replace(GOLDEN, products=(main, cheap), platform=platform))
    assert result["contribution_per_order"].value == Decimal(475)
    assert result["contribution_margin"].shown == "0.271429"
    assert result["minimum_price"].shown == 1275
    assert "products.share" in result["contribution_per_order"].assumed


def test_shares_off_100_are_normalized_with_a_notice() -> None:
    two = tuple(replace(PRODUCT, share=Decimal(80)) for _ in range(2))
    contribution = figures(replace(GOLDEN, products=two))["contribution_per_order"]
    assert contribution.value == Decimal("392.5")
    assert contribution.note == "shares_normalized"


def test_product_without_share_of_orders_needs_no_price() -> None:
    idle = Product("以后再卖", share=Decimal(0))
    main = replace(PRODUCT, share=Decimal(100))
    both = figures(replace(GOLDEN, products=(main, idle)))
    assert both["contribution_per_order"].value == Decimal("392.5")


def test_product_refund_rate_wins_over_the_plan() -> None:
    plan = replace(GOLDEN, refund_rate=Decimal(50))
    assert figures(plan)["contribution_per_order"].value == Decimal("392.5")
    own = replace(plan, products=(replace(PRODUCT, refund_rate=None),))
    contribution = figures(own)["contribution_per_order"].value
    assert isinstance(contribution, Decimal)
    assert contribution < Decimal("392.5")


@pytest.mark.parametrize(
    ("changes", "figure", "reason"),
    [
        ({"products": None}, "contribution_per_order", "products_missing"),
        ({"products": ()}, "minimum_price", "no_products"),
        ({"products": (Product("货", cost=1),)}, "contribution_margin", "price_missing"),
        ({"products": (Product("货", price=1),)}, "break_even_roas", "cost_missing"),
        ({"products": (Product("货", 0, 5),)}, "contribution_margin", "price_zero"),
        (
            {"products": (Product("货", 100, 50, refund_rate=Decimal(100)),)},
            "minimum_price",
            "no_price_suffices",
        ),
        (
            {"products": (Product("货", 100, 100),)},
            "break_even_orders_day",
            "contribution_not_positive",
        ),
        (
            {"products": (Product("货", 100, 100),)},
            "max_acquisition_cost",
            "contribution_not_positive",
        ),
        ({"budget_lines": None}, "startup_total", "budget_lines_missing"),
        ({"budget_lines": None}, "break_even_orders_month", "budget_lines_missing"),
        ({"budget_lines": (BudgetLine("货", None, "one_off"),)}, "headroom", "amount_missing"),
        ({"budget_lines": (BudgetLine("货", 5, None),)}, "reserve_needed", "kind_missing"),
        ({"cash_available": None}, "reserve_months", "cash_missing"),
        ({"cash_available": None}, "lowest_cash", "cash_missing"),
        ({"budget_lines": (), "owner_wage": 0}, "reserve_months", "no_monthly_cost"),
        ({"orders_per_day": None}, "lowest_cash_date", "orders_missing"),
        ({"launch_date": None}, "lowest_cash_date", "launch_date_missing"),
        ({}, "runout_probability_13_weeks", "calculating"),
        ({"tickets_per_order": None}, "answered_within_10_minutes", "tickets_per_order_missing"),
        ({"tickets_per_order": 0}, "answered_within_10_minutes", "no_tickets"),
    ],
)
def test_what_cannot_be_computed_says_why(
    changes: dict[str, object], figure: str, reason: str
) -> None:
    result = figures(replace(WHOLE, **changes))[figure]  # type: ignore[arg-type]
    assert (result.value, result.shown, result.note) == (None, None, reason)


def test_optional_inputs_not_given_are_named() -> None:
    result = figures(Inputs(products=(Product("货", 2000, 1400),), budget_lines=()))
    assert result["contribution_per_order"].note == "assumes"
    assert result["contribution_per_order"].assumed == (
        "chosen_platform",
        "products.reissue_rate",
        "refund_rate",
    )
    assert result["contribution_per_order"].value == 600


def test_default_of_the_pack_stands_in_and_is_named() -> None:
    inputs = Inputs(products=(Product("货", 2000, 1000),), defaults={"refund_rate": Decimal(10)})
    contribution = figures(inputs)["contribution_per_order"]
    assert contribution.value == 900
    assert "refund_rate" in contribution.assumed
