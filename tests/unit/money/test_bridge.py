"""What each changed input did to a figure: the steps add up, and say nothing of the rest."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.founders import persona
from wizard.money.bridge import bridge, year_end
from wizard.money.inputs import Inputs


def _inputs() -> Inputs:
    return persona("xiaolin").inputs


def test_nothing_changed_is_no_step() -> None:
    assert bridge(_inputs(), _inputs()) == ()


def test_more_money_at_the_start_is_there_at_the_end() -> None:
    before = _inputs()
    assert isinstance(before.cash_available, int)
    after = replace(before, cash_available=before.cash_available + 100_000)
    (step,) = bridge(before, after) or ()
    assert (step.name, step.change) == ("cash_available", 100_000)


def test_what_moves_no_money_is_no_step() -> None:
    assert bridge(_inputs(), replace(_inputs(), support_people=3, seed="other")) == ()


def test_a_figure_that_is_not_known_has_no_bridge() -> None:
    unknown = replace(_inputs(), products=None)
    assert bridge(unknown, _inputs()) is None
    assert bridge(_inputs(), unknown) is None


@given(
    cash=st.integers(0, 2_000_000),
    wage=st.integers(0, 200_000),
    orders=st.integers(0, 12),
    refunds=st.integers(0, 60),
)
def test_the_steps_add_up(cash: int, wage: int, orders: int, refunds: int) -> None:
    before = _inputs()
    after = replace(
        before,
        cash_available=cash,
        owner_wage=wage,
        orders_per_day=Decimal(orders),
        refund_rate=Decimal(refunds),
    )
    steps = bridge(before, after)
    start, end = year_end(before), year_end(after)
    assert steps is not None
    assert start is not None
    assert end is not None
    assert start + sum(one.change for one in steps) == end
    assert all(one.change for one in steps)
