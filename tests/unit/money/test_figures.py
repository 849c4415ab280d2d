"""Budget, reserve, rounding, and that no input whatever breaks a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.money.launches import GOLDEN, PRODUCT, WHOLE, launches
from wizard.money import BudgetLine, Inputs, figures
from wizard.money.figure import READS, UNITS, Figure

CONTRACT = (
    "startup_total cap headroom reserve_needed reserve_months own_money_needed "
    "contribution_per_order contribution_margin minimum_price break_even_orders_month "
    "break_even_orders_day lowest_cash lowest_cash_date runout_probability_13_weeks "
    "max_acquisition_cost break_even_roas answered_within_10_minutes"
)


def test_every_figure_is_always_there() -> None:
    assert set(figures(Inputs())) == {*CONTRACT.split(), "startup_known"}
    assert set(READS) == set(UNITS)


def test_startup_total_and_reserve_stand_beside_each_other() -> None:
    shown = {name: figure.shown for name, figure in figures(WHOLE).items()}
    assert shown["startup_total"] == 150000 + 6000 + 60000 + 50000
    assert shown["headroom"] == 500000 - 266000
    assert shown["reserve_needed"] == 3 * (9900 + 20000)
    assert shown["own_money_needed"] == 266000 + 89700
    assert shown["reserve_months"] == "11.170569"


def test_known_part_is_a_lower_bound_while_an_amount_is_open() -> None:
    rows = (BudgetLine("押金", 400000, "deposit"), BudgetLine("货", None, "one_off"))
    result = figures(replace(WHOLE, budget_lines=rows))
    assert result["startup_total"].value is None
    assert result["startup_known"].shown == 400000 + 110000


def test_open_monthly_amount_leaves_the_startup_total_known() -> None:
    rows = (BudgetLine("房租", None, "monthly"), BudgetLine("货", 1, "one_off"))
    result = figures(replace(WHOLE, budget_lines=rows))
    assert result["startup_total"].shown == 110001
    assert result["reserve_needed"].note == "amount_missing"


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("money", Decimal("392.5"), 393),
        ("money", Decimal("-392.5"), -393),
        ("money", Decimal("0.49"), 0),
        ("count", Decimal("152.866"), 153),
        ("count", Decimal(153), 153),
        ("rate", Decimal("0.19625"), "0.19625"),
        ("rate", Decimal("-0.0000001"), "0"),
        ("rate", Decimal(10) / 3, "3.333333"),
        ("rate", Decimal(100), "100"),
        ("date", date(2027, 2, 28), "2027-02-28"),
    ],
)
def test_rounding(unit: str, value: Decimal | date, shown: int | str) -> None:
    assert Figure("x", unit, value).shown == shown  # type: ignore[arg-type]


@given(launches)
@settings(max_examples=250, deadline=None)
def test_any_inputs_give_all_figures(inputs: Inputs) -> None:
    for name, figure in figures(inputs).items():
        if figure.value is None:
            assert figure.note, name
            assert figure.shown is None
        elif not isinstance(figure.value, date):
            assert Decimal(figure.value).is_finite(), name
            assert "E" not in str(figure.shown)


@given(cost=st.integers(0, 1990), more=st.integers(1, 500))
def test_dearer_goods_never_lower_break_even(cost: int, more: int) -> None:
    def orders(fen: int) -> Decimal:
        rows = (replace(PRODUCT, cost=fen),)
        value = figures(replace(GOLDEN, products=rows))["break_even_orders_month"].value
        return value if isinstance(value, Decimal) else Decimal("inf")

    assert orders(cost + more) >= orders(cost)


@given(
    column=st.sampled_from(["commission", "payment_fee", "withdrawal_fee"]),
    low=st.decimals(0, 60, places=2),
    more=st.decimals(0, 40, places=2),
)
def test_higher_fees_never_raise_contribution(column: str, low: Decimal, more: Decimal) -> None:
    def left(points: Decimal) -> Decimal:
        assert WHOLE.platform
        platform = replace(WHOLE.platform, **{column: points})  # type: ignore[arg-type]
        value = figures(replace(WHOLE, platform=platform))["contribution_per_order"].value
        assert isinstance(value, Decimal)
        return value

    assert left(low + more) <= left(low)


@given(st.integers(0, 10**11), st.integers(0, 10**11))
def test_a_dearer_line_never_lowers_the_total(amount: int, more: int) -> None:
    def total(fen: int) -> int:
        rows = (BudgetLine("货", fen, "one_off"),)
        value = figures(replace(WHOLE, budget_lines=rows))["startup_total"].value
        assert isinstance(value, int)
        return value

    assert total(amount + more) == total(amount) + more
