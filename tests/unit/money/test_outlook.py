"""Margin of safety, payback, the binding limit, and the table of shocks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from tests.unit.money.launches import GOLDEN, WHOLE, launches
from wizard.money import BudgetLine, Inputs
from wizard.money.course import course
from wizard.money.ledger import play
from wizard.money.outlook import Outlook, outlook, scenarios


def look(inputs: Inputs = GOLDEN, **changes: object) -> Outlook:
    made = outlook(replace(inputs, **changes))  # type: ignore[arg-type]
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("a_day", "grade"), [(5, "danger"), (6, "careful"), (7, "fair"), (8, "safe"), (9, "very_safe")]
)
def test_margin_of_safety(a_day: int, grade: str) -> None:
    made = look(orders_per_day=a_day)
    assert made.grade == grade
    assert made.margin_of_safety is not None
    assert round(made.margin_of_safety, 4) == round(
        1 - Decimal(60000) / Decimal("392.5") / (30 * a_day), 4
    )


def test_no_planned_orders_have_no_margin() -> None:
    made = look(orders_per_day=0)
    assert (made.margin_of_safety, made.grade, made.payback_months) == (None, None, None)


def test_surplus_pays_back_what_is_spent_for_good() -> None:
    rows = (
        BudgetLine("房租", 60000, "monthly"),
        BudgetLine("装修", 57750, "one_off"),
        BudgetLine("押金", 99999, "deposit"),
    )
    made = look(budget_lines=rows, orders_per_day=10)
    assert made.surplus_month == 300 * Decimal("392.5") - 60000
    assert made.payback_months == 1


def test_the_smaller_of_visitors_and_support_binds() -> None:
    made = look(orders_per_day=10, visitors_per_day=100, conversion=Decimal(5))
    assert made.reachable_month == 150
    assert made.limit == "demand"
    made = look(
        orders_per_day=10,
        visitors_per_day=100,
        conversion=Decimal(5),
        service_hours=4,
        tickets_per_order=1,
        minutes_per_ticket=60,
        support_people=1,
    )
    assert made.reachable_month == 120
    assert made.limit == "support"
    assert look(orders_per_day=10).limit is None


def test_scenarios_are_years_of_the_ledger() -> None:
    made = {scenario.shock: scenario for scenario in scenarios(WHOLE)}
    assert set(made) == {
        None,
        "freeze",
        "supply_stop",
        "half_traffic",
        "refunds",
        "ban",
        "price_war",
    }
    launch = course(WHOLE)
    assert launch is not None
    plain = play(launch)
    assert made[None].lowest_cash == plain.lowest_cash
    for kind in ("half_traffic", "ban", "price_war"):
        assert made[kind].lowest_cash <= plain.lowest_cash
    assert made["ban"].lost_in_platform > 0
    assert made["ban"].below_zero is None or made["ban"].lowest_cash < 0


@given(launches)
def test_any_inputs_give_an_outlook_or_none(inputs: Inputs) -> None:
    made = outlook(inputs)
    assert made is None or made.break_even_month >= 0
    assert len(scenarios(inputs)) in (0, 7)
