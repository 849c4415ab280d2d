"""What the result hangs on, turning values, and the way back from an income."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.money.launches import GOLDEN, PLATFORM, PRODUCT, WHOLE, launches
from wizard.money import BudgetLine, Inputs, Product, Spread, figures
from wizard.money.backward import backward
from wizard.money.figures import outcome
from wizard.money.sensitivity import SEARCH, tornado, turning_value
from wizard.money.vary import VARIABLE, current, vary


def test_golden_tornado_over_price() -> None:
    made = tornado(GOLDEN)
    bars = {bar.name: bar for bar in made.bars}
    price, cost, refund = (bars[n] for n in ("products.price", "products.cost", "refund_rate"))
    assert [_up(end.orders_month) for end in (price.low, price.high)] == [277, 106]
    assert _up(cost.high.orders_month) == 235
    assert _up(refund.high.orders_month) == 180
    assert made.bars[0].name == "products.price"
    assert _up(made.base.orders_month) == 153


@given(launches)
@settings(max_examples=40, deadline=None)
def test_the_outcome_of_a_change_is_that_of_all_figures(inputs: Inputs) -> None:
    short, whole = outcome(inputs), figures(inputs)
    assert {"break_even_orders_month", "lowest_cash"} <= short.keys()
    assert short == {name: whole[name] for name in short}


def _up(value: Decimal | None) -> int:
    assert value is not None
    return ceil(value)


def test_own_ranges_win_over_usual_ones() -> None:
    bars = {bar.name: bar for bar in tornado(replace(WHOLE, refund_rate=Spread(1, 3, 20))).bars}
    assert not bars["refund_rate"].usual
    assert bars["refund_rate"].high.value == 20
    assert bars["products.price"].usual
    assert bars["orders_per_day"].low.lowest_cash is not None


def test_an_input_that_may_never_break_even_comes_first() -> None:
    bars = tornado(replace(GOLDEN, products=(replace(PRODUCT, cost=1700),))).bars
    assert bars[0].low.orders_month is None or bars[0].high.orders_month is None


def test_tornado_reports_the_chance_when_asked() -> None:
    assert tornado(WHOLE).base.ran_out is None
    assert tornado(WHOLE, paths=50).base.ran_out is not None


@pytest.mark.parametrize("name", sorted(SEARCH))
def test_turning_value_is_where_an_order_leaves_nothing(name: str) -> None:
    value = turning_value(GOLDEN, name)
    if value is None:
        assert name == "products.code_loss"
        return

    def left(at: Decimal) -> Decimal:
        result = figures(vary(GOLDEN, name, at))["contribution_per_order"].value
        assert isinstance(result, Decimal)
        return result

    assert left(value - 1) * left(value + 1) < 0


def test_golden_turning_refund_rate() -> None:
    value = turning_value(GOLDEN, "refund_rate")
    assert value is not None
    assert round(value, 2) == Decimal("38.78")
    assert turning_value(Inputs(), "refund_rate") is None


@given(st.sampled_from(VARIABLE), st.integers(0, 100))
def test_varied_input_has_the_new_value(name: str, value: int) -> None:
    changed = vary(WHOLE, name, value)
    if name not in ("products.price", "products.cost"):
        assert current(changed, name) == value


def test_unknown_input_is_our_bug() -> None:
    with pytest.raises(KeyError):
        vary(WHOLE, "weather", 1)


def test_income_is_carried_by_the_orders_it_takes() -> None:
    made = backward(replace(GOLDEN, conversion=Decimal(2), orders_per_day=100), 300_000)
    assert made.possible
    assert _up(made.orders_month) == 918  # 3,600 yuan / 3.925
    assert made.visitors_day is not None
    assert made.orders_day is not None
    assert abs(made.visitors_day - made.orders_day * 50) < 1
    wage = figures(replace(GOLDEN, owner_wage=300_000))["break_even_orders_month"].value
    assert wage == made.orders_month


def test_obstacles_are_named() -> None:
    inputs = replace(
        GOLDEN,
        budget_lines=(BudgetLine("货", 600_000, "one_off"),),
        conversion=Decimal(1),
        visitors_per_day=10,
        tickets_per_order=1,
        minutes_per_ticket=60,
    )
    made = backward(inputs, 300_000, Decimal(5))
    assert made.obstacles == (
        "over_cap",
        "not_enough_visitors",
        "not_enough_orders",
        "not_enough_hours",
    )
    assert not made.possible


def test_price_that_would_do_carries_the_income() -> None:
    inputs = replace(GOLDEN, orders_per_day=5)
    price = backward(inputs, 300_000).price
    assert price is not None
    dearer = (replace(PRODUCT, price=int(price) + 1),)
    assert _up(backward(replace(inputs, products=dearer), 300_000).orders_month) <= 150
    flat = replace(inputs, platform=replace(PLATFORM, withdrawal_flat_fee=100))
    assert (backward(flat, 300_000).price or 0) > price


def test_losing_goods_reach_no_income_but_a_price_may() -> None:
    inputs = replace(GOLDEN, products=(Product("货", 1000, 1000),), orders_per_day=10)
    made = backward(inputs, 100_000)
    assert made.obstacles == ("contribution_not_positive",)
    assert made.price is not None


@given(launches, st.sampled_from([0, 100, 10**11]))
@settings(max_examples=80)
def test_any_inputs_give_an_answer(inputs: Inputs, income: int) -> None:
    made = backward(inputs, income, Decimal(10))
    assert made.possible == (not made.obstacles)
    assert made.orders_month is not None or made.obstacles
