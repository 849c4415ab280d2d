"""The year, day by day: nothing lost, nothing made, and the views agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.money.launches import GOLDEN, PLATFORM, PRODUCT, WHOLE, whole_launches
from wizard.money import BudgetLine, Inputs, figures
from wizard.money.course import Course, course
from wizard.money.ledger import BUCKETS, INFLOWS, OUTFLOWS, Ledger, Policy, play
from wizard.money.shocks import Shock

KINDS = ("freeze", "supply_stop", "half_traffic", "refunds", "ban", "price_war")
POLICIES = ("asap", "weekly", "only_if_below_reserve")


def launch(inputs: Inputs = WHOLE, **changes: object) -> Course:
    made = course(replace(inputs, **changes))  # type: ignore[arg-type]
    assert made is not None
    return made


def year(inputs: Inputs = WHOLE, **changes: object) -> Ledger:
    return play(launch(inputs, **changes))


BARE = replace(GOLDEN, budget_lines=(), cash_available=0, orders_per_day=1)
NO_REFUNDS = (replace(PRODUCT, refund_rate=Decimal(0)),)


@given(
    whole_launches,
    st.lists(
        st.builds(
            Shock,
            st.sampled_from(KINDS),
            st.integers(0, 400),
            st.none() | st.integers(0, 60),
        ),
        max_size=3,
    ).map(tuple),
    st.sampled_from(POLICIES),
)
@settings(max_examples=60, deadline=None)
def test_money_is_neither_lost_nor_made(
    inputs: Inputs, shocks: tuple[Shock, ...], policy: Policy
) -> None:
    played = play(launch(inputs), shocks, policy)
    played.check()
    for bucket in set(BUCKETS) - {"bank"}:
        assert min(getattr(played, bucket)) >= 0, bucket


def test_check_notices_a_lost_fen() -> None:
    played = year()
    broken = replace(played, bank=(*played.bank[:9], played.bank[9] - 1, *played.bank[10:]))
    with pytest.raises(AssertionError):
        broken.check()


@given(whole_launches)
@settings(max_examples=30, deadline=None)
def test_weeks_and_months_are_sums_of_days(inputs: Inputs) -> None:
    played = year(inputs)
    for periods in (played.weeks(), played.months()):
        assert sum(period.days for period in periods) == 365
        for flow in (*INFLOWS, *OUTFLOWS, "withdrawn"):
            assert sum(getattr(p, flow) for p in periods) == sum(getattr(played, flow))
        assert periods[-1].bank == played.bank[-1]


def test_months_are_calendar_months() -> None:
    months = year().months()
    assert [month.days for month in months[:3]] == [1, 31, 28]


def test_monthly_cost_falls_due_on_the_last_day_of_short_months() -> None:
    played = year()
    paid = [played.date_of(day) for day, fen in enumerate(played.expenses) if fen == 9900]
    assert paid[:2] == [date(2027, 1, 31), date(2027, 2, 28)]


def test_first_payout_needs_26_orders_at_20_yuan_to_reach_500() -> None:
    free = replace(PLATFORM, commission=Decimal(0), payment_fee=Decimal(0))
    platform = replace(free, withdrawal_minimum=50000, withdrawal_fee=Decimal(0))
    played = year(BARE, platform=platform, products=NO_REFUNDS)
    assert played.first_payout == 24  # the 25th order makes exactly 500.00
    platform = replace(platform, withdrawal_minimum=50001, withdrawal_lag_days=1)
    played = year(BARE, platform=platform, products=NO_REFUNDS)
    assert played.first_payout == 25
    assert played.lowest_cash == -26 * 1400
    assert played.stuck == 50000


@given(st.integers(0, 200_000), st.integers(0, 200_000))
@settings(max_examples=20, deadline=None)
def test_higher_minimum_never_pays_out_earlier(minimum: int, more: int) -> None:
    def first(fen: int) -> int:
        assert WHOLE.platform
        day = year(platform=replace(WHOLE.platform, withdrawal_minimum=fen)).first_payout
        return 10**6 if day is None else day

    assert first(minimum + more) >= first(minimum)


def test_withdrawal_fee_is_rounded_against_the_founder() -> None:
    platform = replace(PLATFORM, commission=Decimal(0), payment_fee=Decimal(0))
    products = (replace(NO_REFUNDS[0], price=101, cost=0),)
    played = year(BARE, platform=platform, products=products)
    assert (played.withdrawal_fees[0], played.withdrawn[0]) == (6, 95)


def test_fee_that_eats_the_amount_is_not_paid() -> None:
    platform = replace(PLATFORM, withdrawal_flat_fee=5000)
    played = year(BARE, platform=platform)
    assert played.first_payout == 2
    assert min(fen for fen in played.withdrawn if fen) > 0


def test_lag_and_settlement_delay_the_bank() -> None:
    platform = replace(
        PLATFORM, settlement_days=7, withdrawal_lag_days=3, withdrawal_fee=Decimal(0)
    )
    played = year(BARE, platform=platform, products=NO_REFUNDS)
    assert played.first_payout == 7
    assert next(day for day in range(20) if played.bank[day] > -1400 * (day + 1)) == 10


def test_settlement_beyond_the_year_pays_nothing() -> None:
    played = year(BARE, products=NO_REFUNDS, platform=replace(PLATFORM, settlement_days=1000))
    assert played.first_payout is None
    assert played.hold[-1] == sum(played.sales) - sum(played.fees)


def test_orders_and_refunds_of_the_year_follow_the_rates() -> None:
    played = year(BARE, orders_per_day=Decimal("5.5"))
    assert sum(played.sales) == 2000 * 2007  # floor(5.5 x 365)
    assert sum(played.refunds) == 2000 * 100  # floor(5 %)


def test_policies_differ_only_in_timing_without_flat_fee() -> None:
    made = launch(BARE, products=NO_REFUNDS)
    asap, weekly = play(made), play(made, (), "weekly")
    assert sum(1 for fen in weekly.withdrawn if fen) == 52
    assert sum(1 for fen in asap.withdrawn if fen) == 365


def test_withdrawals_wait_while_the_reserve_stands() -> None:
    rows = (BudgetLine("房租", 10000, "monthly"),)
    made = launch(BARE, budget_lines=rows, cash_available=100000)
    played = play(made, (), "only_if_below_reserve")
    start = played.first_payout
    assert start is not None
    assert all(fen >= made.reserve for fen in played.bank[:start])


def test_freeze_holds_everything_for_30_days() -> None:
    played = play(launch(), (Shock("freeze", 40),))
    assert played.frozen[40] > 0
    assert played.frozen[69] > played.frozen[40]
    assert played.frozen[70] == 0
    assert not any(played.withdrawn[40:70])


def test_ban_ends_sales_and_keeps_the_wallet() -> None:
    played = play(launch(), (Shock("ban", 40),))
    assert not any(played.sales[40:])
    assert played.frozen[-1] == played.frozen[40] > 0


def test_supply_stop_refunds_a_day_and_sells_nothing_for_two_weeks() -> None:
    played = play(launch(), (Shock("supply_stop", 40),))
    assert played.refunds[40] == played.sales[40] > 0
    assert not any(played.sales[41:54])
    assert played.sales[54] > 0


def test_shocks_cost_money() -> None:
    made = launch()
    calm = play(made)
    half = play(made, (Shock("half_traffic", 0),))
    assert sum(calm.sales) // 2 - 5000 <= sum(half.sales) <= sum(calm.sales) // 2 + 5000
    refunds = play(made, (Shock("refunds", 0),))
    assert sum(refunds.refunds) > sum(calm.refunds)
    cheap = play(made, (Shock("price_war", 0),))
    assert sum(cheap.sales) * 10 == sum(calm.sales) * 9


def test_stock_bought_at_the_start_is_used_first() -> None:
    rows = (BudgetLine("首批进货", 14000, "one_off"),)
    without = year(BARE, budget_lines=rows, products=NO_REFUNDS)
    with_stock = year(BARE, budget_lines=rows, products=NO_REFUNDS, first_stock=14000)
    assert with_stock.stock[0] == 14000 - 1400
    assert with_stock.bank[-1] - without.bank[-1] == 14000


def test_stocked_goods_are_paid_a_month_ahead() -> None:
    products = (replace(NO_REFUNDS[0], supply="stocked"),)
    played = year(BARE, products=products)
    assert played.stock[0] == 29 * 1400
    assert played.stock[29] == 0
    assert played.lowest_day == 0


def test_funding_need_keeps_the_reserve_untouched() -> None:
    made = launch()
    need = play(made).funding_need
    enough = play(replace(made, cash=need))
    assert enough.lowest_cash == made.reserve
    short = play(replace(made, cash=need - made.reserve - 1))
    assert short.first_below_zero is not None


def test_lowest_cash_figures_come_from_the_ledger() -> None:
    played = year()
    result = figures(WHOLE)
    assert result["lowest_cash"].value == played.lowest_cash
    assert result["lowest_cash_date"].value == played.date_of(played.lowest_day)


@given(st.integers(0, 500_000))
@settings(max_examples=15, deadline=None)
def test_more_cash_lifts_the_lowest_balance_by_as_much(more: int) -> None:
    assert WHOLE.cash_available == 600000
    assert year(cash_available=600000 + more).lowest_cash == year().lowest_cash + more
