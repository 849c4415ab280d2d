"""The chance of running dry, from many simulated launches.

Every path draws its own demand level (PERT over the founder's low, likely and high orders
a day), its own refund rate (Beta around the rate told) and, with a small hazard each day,
one freeze of the platform account; orders are Poisson, refunds Beta-Binomial. Money then
moves as in the daily ledger, in whole fen. Draws are floating point, amounts never.

Streams are seeded by the plan and the release of this model, not by the answers: equal
plans print equal numbers, and two versions of one plan meet the same luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import TYPE_CHECKING, Final

from wizard.money.course import course, orders_a_day
from wizard.money.inputs import Spread
from wizard.money.paths import WEEKS, Crowd

if TYPE_CHECKING:
    from wizard.money.course import Course
    from wizard.money.inputs import Inputs, Uncertain

PATHS: Final = 10_000
RUNOUT_WEEK: Final = 13
FREEZE_CHANCE: Final = 5
"""Percent a year that the platform freezes the account, while the pack states no other."""
DEMAND_DOUBT: Final = 50
"""Percent by which a single number of orders may be wrong, while the pack states no other."""
LARGEST: Final = 2**40
LARGEST_DAY: Final = 2**34
"""Fen of one amount, and of one day's trade, beyond which 64-bit sums could overflow."""
ALLOWED: Final = 20
"""One path in 20 may run dry with the cash that is called enough."""
Z95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Probability:
    """A simulated share of paths as fractions: the point and its 95 % Wilson interval."""

    point: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Week:
    """All paths at the end of one week.

    Attributes:
        number: from 1.
        p10, p50, p90: bank balance in fen that 10, 50, 90 % of the paths stay below.
        ran_out: paths whose bank balance was below 0 on any day so far.
    """

    number: int
    p10: int
    p50: int
    p90: int
    ran_out: Probability


@dataclass(frozen=True, slots=True)
class Simulation:
    """What many simulated launches have in common.

    Attributes:
        paths: how many were simulated.
        weeks: from the first on.
        cash_for_5_percent: fen at the start with which at most 5 % of the paths run dry in
            those weeks.
        assumed: ids of what had to be assumed beyond the ledger's inputs.
    """

    paths: int
    weeks: tuple[Week, ...]
    cash_for_5_percent: int
    assumed: frozenset[str]

    @property
    def ran_out_by_week_13(self) -> Probability:
        """The chance of having run dry within the first 13 weeks."""
        return self.weeks[RUNOUT_WEEK - 1].ran_out


def wilson(hits: int, n: int) -> Probability:
    """Return a share with its 95 % Wilson score interval (Wilson, 1927)."""
    p, zz = hits / n, Z95 * Z95
    middle = (p + zz / (2 * n)) / (1 + zz / n)
    half = Z95 * sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Probability(
        Decimal(hits) / n,
        Decimal(0) if hits == 0 else Decimal(f"{low:.6f}"),
        Decimal(1) if hits == n else Decimal(f"{high:.6f}"),
    )


def simulation_gap(inputs: Inputs, launch: Course) -> str | None:
    """Return why a launch cannot be simulated although its ledger can, as a reason code."""
    amounts = (launch.cash, launch.startup_cost, launch.deposits, launch.monthly, launch.wage)
    demand = _demand(inputs)
    most_orders = 0 if demand is None else int(demand[2]) + 1
    goods = max((row.price + row.cost + row.fee for row in launch.goods), default=0)
    a_day = max(most_orders, most_orders * goods)
    fixed = max(*amounts, launch.lot, launch.flat_fee, launch.minimum)
    return "too_large_to_simulate" if a_day > LARGEST_DAY or fixed > LARGEST else None


def simulate(inputs: Inputs, paths: int = PATHS, weeks: int = WEEKS) -> Simulation | None:
    """Simulate many launches; slow (about half a second), so not on every key press.

    Args:
        inputs: what the founder has said so far.
        paths: number of launches; 2,000 serve a live preview.
        weeks: how far to play, from ``RUNOUT_WEEK`` to 52; the weeks played are the same
            however many follow, so whoever needs the first quarter alone waits a quarter.

    Returns:
        ``None`` while the ledger lacks an input or the amounts are out of bounds.
    """
    launch = course(inputs)
    demand = _demand(inputs)
    if launch is None or demand is None or simulation_gap(inputs, launch):
        return None
    assumed = set() if _has_spread(inputs) else {"orders_per_day.spread"}
    if "freeze_chance" not in inputs.defaults:
        assumed.add("freeze_chance")
    freeze = float(inputs.defaults.get("freeze_chance", FREEZE_CHANCE)) / 100
    crowd = Crowd(launch, demand, min(1.0, max(0.0, freeze)), inputs.seed, paths)
    crowd.run(weeks)
    played = tuple(
        Week(number, *fan, wilson(ran_out, paths))
        for number, (fan, ran_out) in enumerate(zip(crowd.fans, crowd.ran_out, strict=True), 1)
    )
    return Simulation(paths, played, crowd.cash_needed(ALLOWED), frozenset(assumed))


def _has_spread(inputs: Inputs) -> bool:
    told: tuple[Uncertain | None, ...] = (inputs.orders_per_day,)
    if inputs.orders_per_day is None:
        told = (inputs.visitors_per_day, inputs.conversion)
    return any(isinstance(value, Spread) for value in told)


def _demand(inputs: Inputs) -> tuple[float, float, float] | None:
    """Return low, likely and high orders a day."""
    if orders_a_day(inputs) is None:
        return None
    if not _has_spread(inputs):
        orders = float(orders_a_day(inputs) or 0)
        doubt = float(inputs.defaults.get("demand_doubt", DEMAND_DOUBT)) / 100
        return orders * max(0.0, 1 - doubt), orders, orders * (1 + doubt)
    if inputs.orders_per_day is not None:
        return _three(inputs.orders_per_day)
    visitors, conversion = _three(inputs.visitors_per_day), _three(inputs.conversion)
    low, mode, high = (v * c / 100 for v, c in zip(visitors, conversion, strict=True))
    return low, mode, high


def _three(value: Uncertain | None) -> tuple[float, float, float]:
    if not isinstance(value, Spread):
        number = float(value or 0)
        return number, number, number
    low, mode, high = sorted((float(value.low), float(value.likely), float(value.high)))
    return low, mode, high
