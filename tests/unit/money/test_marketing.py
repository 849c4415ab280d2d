"""Promotion counted in contribution."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.unit.money.launches import GOLDEN, PRODUCT
from wizard.money import Channel, Inputs, Product
from wizard.money.marketing import Marketing, marketing, stop_loss_clicks


def result(inputs: Inputs = GOLDEN, **changes: object) -> Marketing:
    made = marketing(replace(inputs, **changes))  # type: ignore[arg-type]
    assert made is not None
    return made


def test_golden_acquisition_cost() -> None:
    made = result(repurchase_rate=Decimal(10))
    assert made.max_acquisition_cost == Decimal("431.75")
    assert made.max_with_all_repeats is not None
    assert round(made.max_with_all_repeats, 2) == Decimal("436.11")
    assert made.break_even_roas is not None
    assert round(made.break_even_roas, 2) == Decimal("5.10")
    assert made.commission_ceiling == Decimal("0.19625")
    assert made.stop_loss_spend == 3 * Decimal("431.75")


def test_channel_pays_from_its_break_even_orders_on() -> None:
    rows = (Channel("甲", 39250, "per_sale", 100), Channel("乙", 39251, "upfront", 100))
    first, second = result(channels=rows).channels
    assert first.roi == 0
    assert (first.pays, first.break_even_orders) == (True, 100)
    assert (second.pays, second.break_even_orders) == (False, 101)
    assert first.cost_per_order == Decimal("392.5")


def test_no_orders_lose_all_and_no_spend_has_no_roi() -> None:
    rows = (
        Channel("甲", 1000, None, 0),
        Channel("乙", 0, None, 5),
        Channel("丙", None, None, 5),
        Channel("丁", 1000),
    )
    made = result(channels=rows).channels
    assert [row.roi for row in made] == [-1, None, None, None]
    assert [row.reason for row in made] == [
        None,
        "no_spend",
        "no_spend",
        "expected_orders_missing",
    ]
    assert made[0].cost_per_order is None


def test_rule_of_three() -> None:
    assert stop_loss_clicks(Decimal(1)) == 300
    assert stop_loss_clicks(Decimal(0)) is None
    assert result(conversion=Decimal("1.7")).stop_loss_clicks == 177
    assert result().stop_loss_clicks is None


def test_losing_product_is_named_and_a_losing_mix_has_no_advice() -> None:
    loser = Product("点卡", price=1000, cost=1000)
    assert result(products=(PRODUCT, loser)).losing == ("点卡",)
    assert marketing(replace(GOLDEN, products=(loser,))) is None
    assert marketing(Inputs()) is None


def test_buyers_who_all_come_back_have_no_limit() -> None:
    assert result(repurchase_rate=Decimal(100)).max_with_all_repeats is None
