"""The simulation: repeatable, in step with the ledger, and honest about its doubt."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.money.launches import WHOLE, launches
from wizard.money import BudgetLine, Inputs, Spread, figures
from wizard.money.course import course
from wizard.money.ledger import play
from wizard.money.paths import least_withdrawal
from wizard.money.simulation import Simulation, simulate, wilson

CERTAIN = {"freeze_chance": 0, "demand_doubt": 0}
PATHS = 400
CLOSE = 390_000
FAN_OF_RELEASE_2 = (247374, 289584, 334757)


def run(inputs: Inputs = WHOLE, **changes: object) -> Simulation:
    made = simulate(replace(inputs, **changes), PATHS)  # type: ignore[arg-type]
    assert made is not None
    return made


def test_equal_seed_gives_equal_numbers() -> None:
    assert run() == run()
    assert run(seed="another plan") != run()


def test_numbers_of_this_release_stay() -> None:
    week = run().weeks[12]
    assert (week.p10, week.p50, week.p90) == FAN_OF_RELEASE_2


def test_a_shorter_run_is_the_beginning_of_the_long_one() -> None:
    short, long = simulate(WHOLE, PATHS, 13), run()
    assert short is not None
    assert short.weeks == long.weeks[:13]
    assert short.ran_out_by_week_13 == long.ran_out_by_week_13
    assert short.assumed == long.assumed


def test_runs_dry_surely_without_cash_and_never_with_plenty() -> None:
    assert run(cash_available=0).ran_out_by_week_13.point == 1
    rich = run(cash_available=10_000_000)
    assert rich.ran_out_by_week_13.point == 0
    assert rich.ran_out_by_week_13.high > 0


def test_chance_never_falls_from_week_to_week() -> None:
    points = [week.ran_out.point for week in run(cash_available=CLOSE).weeks]
    assert points == sorted(points)
    assert 0 < points[12] < points[-1] < 1


def test_enough_cash_leaves_one_path_in_20() -> None:
    needed = run().cash_for_5_percent
    assert run(cash_available=needed).weeks[-1].ran_out.point <= Decimal("0.05")
    assert run(cash_available=needed - 1).weeks[-1].ran_out.point > Decimal("0.05")


def test_mean_of_many_certain_launches_is_the_ledger() -> None:
    inputs = replace(WHOLE, orders_per_day=20, defaults=CERTAIN, cash_available=2_000_000)
    launch = course(inputs)
    made = simulate(inputs, 2000)
    assert launch is not None
    assert made is not None
    ledger = play(launch)
    spread = ledger.bank[363] - ledger.bank[0]
    assert abs(made.weeks[51].p50 - ledger.bank[363]) < abs(spread) * 5 // 100 + 60_000


def test_without_doubt_or_refunds_a_year_without_orders_is_the_ledger() -> None:
    inputs = replace(WHOLE, orders_per_day=0, defaults=CERTAIN)
    launch = course(inputs)
    assert launch is not None
    ledger = play(launch)
    for week in run(inputs).weeks:
        last = ledger.bank[week.number * 7 - 1]
        assert (week.p10, week.p50, week.p90) == (last, last, last)


def test_stock_is_paid_as_in_the_ledger() -> None:
    inputs = replace(WHOLE, orders_per_day=0, defaults=CERTAIN, first_stock=100_000)
    launch = course(inputs)
    assert launch is not None
    assert run(inputs).weeks[0].p50 == play(launch).bank[6]


def test_wider_doubt_widens_the_fan() -> None:
    narrow = run(orders_per_day=Spread(6, 6, 6)).weeks[51]
    wide = run(orders_per_day=Spread(0, 6, 12)).weeks[51]
    assert wide.p90 - wide.p10 > 2 * (narrow.p90 - narrow.p10)


def test_freezes_cost_liquidity() -> None:
    calm = run(defaults={"freeze_chance": 0})
    stormy = run(defaults={"freeze_chance": 100})
    assert stormy.cash_for_5_percent > calm.cash_for_5_percent


def test_a_bare_number_is_doubted_and_says_so() -> None:
    assert "orders_per_day.spread" in run(orders_per_day=6).assumed
    assert "orders_per_day.spread" not in run().assumed
    figure = figures(replace(WHOLE, orders_per_day=6), run(orders_per_day=6))
    assert "orders_per_day.spread" in figure["runout_probability_13_weeks"].assumed


def test_figure_is_the_probability() -> None:
    made = run(cash_available=CLOSE)
    shown = figures(replace(WHOLE, cash_available=CLOSE), made)
    assert Decimal(str(shown["runout_probability_13_weeks"].shown)) == made.ran_out_by_week_13.point


@pytest.mark.parametrize(
    "changes",
    [
        {"budget_lines": (BudgetLine("楼", 10**13, "one_off"),)},
        {"orders_per_day": Spread(1, 2, 10**12)},
    ],
)
def test_amounts_beyond_64_bits_are_not_simulated(changes: dict[str, object]) -> None:
    inputs = replace(WHOLE, **changes)  # type: ignore[arg-type]
    assert simulate(inputs, PATHS) is None
    assert figures(inputs)["runout_probability_13_weeks"].note == "too_large_to_simulate"


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(1, 12, "0.0149", "0.3539"), (12, 120, "0.0581", "0.1670"), (0, 73, "0", "0.0500")],
)
def test_wilson_interval(hits: int, n: int, low: str, high: str) -> None:
    interval = wilson(hits, n)
    assert interval.point == Decimal(hits) / n
    assert abs(interval.low - Decimal(low)) < Decimal("0.0006")
    assert abs(interval.high - Decimal(high)) < Decimal("0.0006")


@given(launches)
@settings(max_examples=40)
def test_any_inputs_simulate_or_say_why(inputs: Inputs) -> None:
    made = simulate(inputs, 20)
    note = figures(inputs, made)["runout_probability_13_weeks"].note
    assert (made is None) == (note not in (None, "assumes"))


@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from([0, 1, 1000, 10_000, 333_333, 900_000, 999_999, 1_000_000]),
)
def test_the_least_withdrawal_leaves_something_over(minimum: int, flat: int, fee: int) -> None:
    found = least_withdrawal(minimum, flat, 1_000_000 - fee)
    allowed = [
        amount
        for amount in range(max(1, minimum), 500)
        if amount - -(-amount * fee // 1_000_000) - flat > 0
    ]
    assert found >= 500 if not allowed else found == allowed[0]
