"""The chance of running dry, from many simulated launches."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Probability:
    """A simulated share of paths as fractions: the point and its 95 % Wilson interval."""

    point: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Week:
    """One week of all paths: bank balance in fen at its end, and who has run dry by then.

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
        cash_for_5_percent: fen with which at most 5 % of the paths run dry.
    """

    paths: int
    weeks: tuple[Week, ...]
    cash_for_5_percent: int
