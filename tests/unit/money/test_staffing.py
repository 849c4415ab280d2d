"""Erlang C against published oracles, and the 10-minute promise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.money.launches import WHOLE
from wizard.money import figures
from wizard.money.staffing import erlang_c, staffing

LEVEL = Decimal("0.9")


def test_oracle_100_calls_in_half_an_hour() -> None:
    queue = erlang_c(Decimal(200), Decimal(3), 14, Decimal(20) / 60)
    assert queue.mean_wait is not None
    assert round(queue.waits, 6) == Decimal("0.174132")
    assert round(queue.in_time, 6) == Decimal("0.888350")
    assert round(queue.mean_wait * 60, 3) == Decimal("7.836")


def test_oracle_360_calls_in_half_an_hour() -> None:
    assert round(erlang_c(Decimal(720), Decimal(4), 55).waits, 5) == Decimal("0.23870")


@pytest.mark.parametrize(
    ("minutes", "people", "tickets"),
    [
        (5, 1, "4.3"),
        (5, 2, "14.8"),
        (6, 1, "3.1"),
        (6, 2, "11.4"),
        (8, 1, "1.9"),
        (8, 2, "7.6"),
        (10, 1, "1.3"),
        (10, 2, "5.6"),
    ],
)
def test_tickets_an_hour_at_which_90_percent_are_answered(
    minutes: int, people: int, tickets: str
) -> None:
    most = Decimal(tickets)
    assert erlang_c(most - Decimal("0.06"), Decimal(minutes), people).in_time > LEVEL
    assert erlang_c(most + Decimal("0.06"), Decimal(minutes), people).in_time < LEVEL


def test_six_tickets_an_hour_need_a_second_person() -> None:
    assert round(erlang_c(Decimal(6), Decimal(8), 1).in_time, 2) == Decimal("0.38")
    assert round(erlang_c(Decimal(6), Decimal(8), 2).in_time, 2) == Decimal("0.95")


def test_one_person_matches_the_closed_form() -> None:
    load = Decimal("0.25")
    expected = 1 - load * (-(1 - load) * 10 / Decimal(8)).exp()
    assert abs(erlang_c(load * 60 / 8, Decimal(8), 1).in_time - expected) < Decimal("1e-20")


def test_too_few_people_answer_nothing_in_time() -> None:
    queue = erlang_c(Decimal(60), Decimal(10), 10)
    assert queue.mean_wait is None
    assert (queue.waits, queue.in_time) == (Decimal(1), Decimal(0))
    desk = staffing(replace(WHOLE, orders_per_day=10000))
    assert desk is not None
    assert desk.minimum_people == int(desk.queue.load) + 1
    figure = figures(replace(WHOLE, orders_per_day=10000))["answered_within_10_minutes"]
    assert (figure.shown, figure.note) == ("0", "queue_grows")


def test_promise_is_broken_outside_service_hours() -> None:
    desk, half = (
        staffing(replace(WHOLE, service_hours=16)),
        staffing(replace(WHOLE, service_hours=8)),
    )
    assert desk is not None
    assert half is not None
    assert (desk.coverage, half.coverage) == (Decimal(1), Decimal("0.5"))
    assert half.promise_kept * 2 == desk.promise_kept


def test_hours_of_asking_come_from_the_pack() -> None:
    desk = staffing(replace(WHOLE, service_hours=12, defaults={"asking_hours": 24}))
    assert desk is not None
    assert desk.coverage == Decimal("0.5")


def test_quiet_desk_needs_a_reminder_not_people() -> None:
    desk = staffing(WHOLE)
    assert desk is not None
    assert desk.quiet


@given(st.decimals("0.01", 40, places=2), st.decimals(1, 30, places=1), st.integers(1, 20))
def test_one_more_person_never_makes_it_worse(
    arrivals: Decimal, minutes: Decimal, people: int
) -> None:
    fewer, more = (erlang_c(arrivals, minutes, n).in_time for n in (people, people + 1))
    assert 0 <= fewer <= more <= 1
