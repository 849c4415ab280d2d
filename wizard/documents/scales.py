"""Where the values of a chart go, and how they are written: for whatever draws them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from wizard.documents.figures import Chart, Number, Series

Spot = tuple[float, float]
"""A place on a chart before it is scaled: position among the labels, value."""


class Scale:
    """A linear scale from values to places on the drawing."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high = low, high if high > low else low + 1
        self._start = start
        self._factor = (end - start) / (self.high - self.low)

    def __call__(self, value: Number | float) -> float:
        """Return the place of a value."""
        return self._start + (float(value) - self.low) * self._factor


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round values from below ``low`` to above ``high``, in steps of 1, 2 or 5."""
    span = (high - low) or abs(high) or 1.0
    raw = span / about
    power = 10.0 ** floor(log10(raw))
    step = next(nice * power for nice in (1, 2, 5, 10) if nice * power >= raw * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [at * step for at in range(first, last + 1)]


def figure_text(value: Number | float) -> str:
    """Write a number for an axis or a bar: grouped thousands, at most two decimals."""
    written = f"{float(value):,.2f}".rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written.replace("-", "−")


def value_text(series: Series, at: int) -> str:
    """Return what to write at a value of a series."""
    if at < len(series.texts):
        return series.texts[at]
    value = series.values[at] if at < len(series.values) else None
    return "" if value is None else figure_text(value)


def stretches(values: Sequence[Number | None]) -> list[list[Spot]]:
    """Return the points of a line, in stretches without gaps."""
    found: list[list[Spot]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((at, float(value)))
    return [stretch for stretch in found if stretch]


def loss_zone(revenue: Sequence[Spot], cost: Sequence[Spot]) -> list[Spot]:
    """Return the polygon between two lines up to where revenue first covers cost."""
    spent_edge: list[Spot] = []
    earned_edge: list[Spot] = []
    for at, ((x, earned), (_, spent)) in enumerate(zip(revenue, cost, strict=False)):
        if earned >= spent:
            if at:
                left, before = revenue[at - 1]
                gap = cost[at - 1][1] - before
                share = gap / (gap + earned - spent)
                spent_edge.append((left + (x - left) * share, before + (earned - before) * share))
            break
        spent_edge.append((x, spent))
        earned_edge.append((x, earned))
    return spent_edge + earned_edge[::-1]


def layers(chart: Chart) -> list[tuple[list[float], list[float]]]:
    """Return the lower and the upper edge of each series, one stacked on another.

    A gap, and what is below nothing, adds nothing.
    """
    count = len(chart.labels)
    sums = [0.0] * count
    found = []
    for series in chart.series:
        below = list(sums)
        for at, value in enumerate(series.values[:count]):
            sums[at] += max(0.0, float(value or 0))
        found.append((below, list(sums)))
    return found
