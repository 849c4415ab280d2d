"""Orders and returns: the distributions they say they have."""

from __future__ import annotations

from math import exp, lgamma, log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.money.arrivals import LARGEST_MEAN, Arrivals, Returns, bits

DAYS = 60
PATHS = 4_000
DRAWS = DAYS * PATHS


def orders(means: Any, days: int = DAYS, seed: int = 1) -> Any:
    arrivals = Arrivals(np, np.sort(np.asarray(means, float)), (seed, seed + 1))
    return np.stack([arrivals.draw() for _ in range(days)])


def poisson(number: int, mean: float) -> float:
    return exp(number * log(mean) - mean - lgamma(number + 1))


@pytest.mark.parametrize("mean", [0.01, 0.7, 5, 40, 499.5])
def test_one_mean_gives_its_poisson_distribution(mean: float) -> None:
    drawn = orders(np.full(PATHS, mean))
    error = 5 * (mean / DRAWS) ** 0.5
    assert abs(drawn.mean() - mean) < error
    assert abs(drawn.var() - mean) < error * (2 * mean + 1) ** 0.5
    counted = np.bincount(drawn.ravel()) / DRAWS
    for number, share in enumerate(counted):
        expected = poisson(number, mean)
        assert abs(share - expected) < 5 * (expected / DRAWS) ** 0.5 + 2 / DRAWS


@pytest.mark.parametrize("highest", [0.3, 9, 120, LARGEST_MEAN, LARGEST_MEAN + 40])
def test_every_path_keeps_its_own_mean_and_variance(highest: float) -> None:
    """The standardised orders of groups of paths have mean 0 and variance 1."""
    means = np.linspace(0.0, highest, PATHS)
    drawn = orders(means)
    for start in range(PATHS // 8, PATHS, PATHS // 8):
        own = means[start : start + PATHS // 8]
        off = (drawn[:, start : start + len(own)] - own) / np.sqrt(own)
        count = off.size
        assert abs(off.mean()) < 5 / count**0.5
        fourth = 2 + (1 / own).mean()  # variance of a squared standardised Poisson number
        assert abs((off**2).mean() - 1) < 5 * (fourth / count) ** 0.5


def test_days_and_neighbours_do_not_know_of_each_other() -> None:
    means = np.linspace(2.0, 9.0, PATHS)
    off = (orders(means) - means) / np.sqrt(means)
    bound = 5 / DRAWS**0.5
    assert abs((off[1:] * off[:-1]).mean()) < bound
    assert abs((off[:, 1:] * off[:, :-1]).mean()) < bound


def test_no_demand_brings_no_orders() -> None:
    assert not orders(np.zeros(10)).any()
    assert not orders([0.0, 0.0, 6.0])[:, :2].any()
    assert orders([]).shape == (DAYS, 0)


def test_equal_seeds_give_equal_orders() -> None:
    means = np.linspace(1.0, 8.0, 50)
    assert (orders(means) == orders(means)).all()
    assert (orders(means) != orders(means, seed=7)).any()


def test_orders_of_this_release_stay() -> None:
    drawn = orders(np.linspace(0.5, 30.0, 6), days=3)
    assert drawn.tolist() == [
        [0, 6, 16, 25, 16, 24],
        [1, 11, 10, 16, 31, 30],
        [0, 9, 10, 17, 26, 30],
    ]


@given(st.lists(st.floats(0, 3 * LARGEST_MEAN), min_size=1, max_size=40), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_any_means_give_plausible_orders(means: list[float], seed: int) -> None:
    ordered = np.sort(means)
    drawn = orders(ordered, days=4, seed=seed)
    assert (drawn >= 0).all()
    assert (abs(drawn - ordered) <= 12 * np.sqrt(ordered) + 12).all()


@pytest.mark.parametrize(("count", "chance"), [(35, 0.03), (60, 0.3), (400, 0.2), (5, 0.9)])
def test_returns_are_binomial(count: int, chance: float) -> None:
    sold = np.full(DRAWS, count)
    drawn = Returns(np, np.full(DRAWS, chance), 3).draw(sold)
    spread = count * chance * (1 - chance)
    assert abs(drawn.mean() - count * chance) < 5 * (spread / DRAWS) ** 0.5
    assert abs(drawn.var() - spread) < 5 * spread * (3 / DRAWS) ** 0.5
    none = (1 - chance) ** count
    assert abs((drawn == 0).mean() - none) < 5 * (none / DRAWS) ** 0.5 + 2 / DRAWS


def test_returns_keep_to_each_path() -> None:
    sold = np.tile([0, 1, 30, 30], PATHS)
    chances = np.tile([0.2, 0.5, 0.0, 0.1], PATHS)
    drawn = Returns(np, chances, 4).draw(sold).reshape(PATHS, 4)
    assert (drawn <= sold.reshape(PATHS, 4)).all()
    assert not drawn[:, [0, 2]].any()
    assert abs(drawn[:, 1].mean() - 0.5) < 5 * (0.25 / PATHS) ** 0.5
    assert abs(drawn[:, 3].mean() - 3) < 5 * (2.7 / PATHS) ** 0.5


@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.one_of(st.just(0.0), st.just(1.0), st.floats(0, 1))),
        min_size=1,
        max_size=30,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_more_comes_back_than_was_sold(rows: list[tuple[int, float]]) -> None:
    sold, chances = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    drawn = Returns(np, chances, 5).draw(sold)
    assert ((drawn >= 0) & (drawn <= sold)).all()
    assert (drawn[chances == 1.0] == sold[chances == 1.0]).all()


@pytest.mark.parametrize("count", [1, 2, 1000])
def test_bits_are_those_of_the_generator(count: int) -> None:
    draw = bits(np, np.random.default_rng(5))
    other = np.random.default_rng(5)
    for _ in range(3):
        drawn = draw(count)
        expected = other.integers(0, 2**32, count + count % 2, np.uint32)[:count]
        assert (drawn == expected).all()
        assert drawn.dtype == np.uint32
