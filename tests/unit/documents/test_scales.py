"""The geometry that charts on paper and on screen share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.documents.figures import Chart, Series
from wizard.documents.scales import layers, loss_zone, stretches

amounts = st.floats(-1e6, 1e6)


def test_a_line_is_broken_at_its_gaps() -> None:
    assert stretches((1, None, 2, 3, None)) == [[(0, 1.0)], [(2, 2.0), (3, 3.0)]]
    assert stretches((None, None)) == []


def test_the_loss_ends_where_the_lines_cross() -> None:
    revenue, cost = [(0.0, 0.0), (1.0, 8.0)], [(0.0, 4.0), (1.0, 6.0)]
    assert loss_zone(revenue, cost) == [
        (0.0, 4.0),
        (pytest.approx(2 / 3), pytest.approx(16 / 3)),
        (0.0, 0.0),
    ]


def test_no_loss_has_no_zone_and_a_lasting_one_has_no_end() -> None:
    assert loss_zone([(0, 5), (1, 6)], [(0, 5), (1, 5)]) == []
    assert loss_zone([(0, 1), (1, 2)], [(0, 3), (1, 4)]) == [(0, 3), (1, 4), (1, 2), (0, 1)]


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=6))
def test_the_zone_lies_before_the_first_day_that_pays(pairs: list[tuple[float, float]]) -> None:
    revenue = [(float(at), earned) for at, (earned, _) in enumerate(pairs)]
    cost = [(float(at), spent) for at, (_, spent) in enumerate(pairs)]
    paid = next((at for at, (earned, spent) in enumerate(pairs) if earned >= spent), len(pairs))
    zone = loss_zone(revenue, cost)
    assert all(0 <= x <= paid for x, _ in zone)
    assert bool(zone) == (paid > 0)


def test_layers_stand_on_one_another_and_nothing_is_taken_away() -> None:
    chart = Chart(
        "areas",
        title="",
        alt="",
        series=(Series("a", values=(1, None, -5)), Series("b", values=(2, 3, 4))),
        labels=("1", "2", "3"),
    )
    assert layers(chart) == [
        ([0.0, 0.0, 0.0], [1.0, 0.0, 0.0]),
        ([1.0, 0.0, 0.0], [3.0, 3.0, 4.0]),
    ]
