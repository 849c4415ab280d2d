"""Charts over an axis: lines, break-even, stacked areas and fans."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.documents.blocks import Chart
from wizard.documents.scales import (
    Scale,
    Spot,
    figure_text,
    layers,
    loss_zone,
    stretches,
    ticks,
)
from wizard.documents.typesetting.operators import polyline
from wizard.documents.typesetting.plot import (
    DASHES,
    STRONG,
    Plot,
    Point,
    names_width,
    series_color,
    tint,
)
from wizard.documents.typesetting.styles import DANGER, DANGER_SOFT, INK, LINE, LINE_STRONG

_BELOW, _ABOVE = 20.0, 16.0
_END_SHARE = 0.24
_MARK = 3.8


class _Axes:
    """Scales of a chart over an axis, with grid, axis words and levels."""

    def __init__(self, plot: Plot, chart: Chart, values: list[float], ends: list[str]) -> None:
        reach = [*values, *(float(level.value) for level in chart.levels if not level.across)]
        marks = ticks(min(0.0, *reach), max(0.0, *reach))
        words = [figure_text(mark) for mark in marks]
        left = plot.x + names_width(words, 80) + 7
        right = plot.x + plot.width - names_width(ends, plot.width * _END_SHARE, STRONG) - 8
        self.bottom, self.top = plot.y + _BELOW, plot.y + plot.height - _ABOVE
        self.count = max(2, len(chart.labels))
        self.x = Scale(0, self.count - 1, left, right)
        self.y = Scale(marks[0], marks[-1], self.bottom, self.top)
        self.left, self.right = left, right
        for mark, word in zip(marks, words, strict=True):
            level = self.y(mark)
            strong = abs(mark) < 1e-9
            plot.line(
                [(left, level), (right, level)],
                LINE_STRONG if strong else LINE,
                0.8 if strong else 0.5,
            )
            plot.label(word, left - 5, level - 3, align="right")
        if chart.unit:
            plot.label(chart.unit, plot.x, self.top + 8)
        self._names(plot, chart)

    def _names(self, plot: Plot, chart: Chart) -> None:
        widest = names_width(chart.labels, 200) + 10
        room = (self.right - self.left) / (self.count - 1)
        every = max(1, -int(-widest // room))
        for at in range(0, len(chart.labels), every):
            x = self.x(at)
            plot.line([(x, self.bottom), (x, self.bottom - 3)], LINE_STRONG)
            plot.label(chart.labels[at], x, self.bottom - 13, align="center")

    def placed(self, spots: Sequence[Spot]) -> list[Point]:
        """Return where points of the chart stand on the drawing."""
        return [(self.x(at), self.y(value)) for at, value in spots]

    def levels(self, plot: Plot, chart: Chart) -> None:
        """Draw the reference lines."""
        for level in chart.levels:
            if level.across:
                x = self.x(level.value)
                plot.line([(x, self.bottom), (x, self.top)], INK, 1, "[3 2] 0 d")
                plot.label(level.label, x, self.top + 5, align="center", style=STRONG, halo=True)
            else:
                y = self.y(level.value)
                plot.line([(self.left, y), (self.right, y)], DANGER, 1, "[4 2] 0 d")
                self._level_name(plot, chart, level.label, y)

    def _level_name(self, plot: Plot, chart: Chart, name: str, y: float) -> None:
        """Write a level's name at its left end, or where no line runs through it."""

        def room(at: int) -> float:
            ends = [series.values[at] for series in chart.series if series.values]
            return min((abs(self.y(v) - y - 7) for v in ends if v is not None), default=99)

        if room(0) < 14 and room(-1) > room(0):
            plot.label(name, self.right - 4, y + 4, align="right", style=STRONG, halo=True)
        else:
            plot.label(name, self.left + 4, y + 4, style=STRONG, halo=True)

    def end_names(self, plot: Plot, chart: Chart, ends: list[float]) -> None:
        """Write the names at the right ends, moved apart where they would collide."""
        order = sorted(range(len(ends)), key=lambda at: ends[at])
        floor = self.bottom - 4
        width = plot.x + plot.width - self.right - 8
        for at in order:
            y = max(ends[at] - 3, floor)
            used = plot.label(chart.series[at].name, self.right + 6, y, style=STRONG, width=width)
            floor = y + used


def _flat(chart: Chart) -> list[float]:
    return [float(v) for series in chart.series for v in series.values if v is not None]


def _names(chart: Chart) -> list[str]:
    return [series.name for series in chart.series]


def _draw_lines(plot: Plot, chart: Chart, axes: _Axes) -> None:
    ends = []
    for at, series in enumerate(chart.series):
        found = stretches(series.values)
        for stretch in found:
            plot.line(axes.placed(stretch), series_color(at), 1.7, DASHES[at % len(DASHES)])
        ends.append(axes.y(found[-1][-1][1]) if found else axes.bottom)
    axes.end_names(plot, chart, ends)


def lines(plot: Plot, chart: Chart) -> None:
    """Draw lines, each with its name at its end."""
    axes = _Axes(plot, chart, _flat(chart), _names(chart))
    axes.levels(plot, chart)
    _draw_lines(plot, chart, axes)
    _draw_marks(plot, chart, axes)


def _draw_marks(plot: Plot, chart: Chart, axes: _Axes) -> None:
    """Draw a triangle on the line for each mark, and once what it means."""
    marked = chart.marked()
    if not marked or chart.marks is None:
        return
    for at, value in marked:
        plot.area(_triangle(axes.x(at), axes.y(value) + 1.5), INK)
    name = chart.marks.name
    plot.label(name, axes.right, axes.top + 5, align="right", style=STRONG)
    plot.area(_triangle(axes.right - names_width([name], 200, STRONG) - 7, axes.top + 6), INK)


def _triangle(x: float, tip: float) -> list[Point]:
    """Return a triangle that points down at ``x``."""
    return [(x, tip), (x - _MARK / 2, tip + _MARK), (x + _MARK / 2, tip + _MARK)]


def break_even(plot: Plot, chart: Chart) -> None:
    """Draw revenue and cost over volume; the loss zone is shaded."""
    axes = _Axes(plot, chart, _flat(chart), _names(chart))
    revenue, cost = (stretches(series.values) for series in chart.series[:2])
    if revenue and cost:
        zone = loss_zone(revenue[0], cost[0])
        if len(zone) > 2:
            plot.area(axes.placed(zone), DANGER_SOFT)
    axes.levels(plot, chart)
    _draw_lines(plot, chart, axes)


def areas(plot: Plot, chart: Chart) -> None:
    """Draw stacked areas, the first series at the bottom."""
    stacked = layers(chart)
    highest = [value for _, above in stacked for value in above]
    axes = _Axes(plot, chart, [0.0, *highest], _names(chart))
    ends = []
    for at, (below, above) in enumerate(stacked):
        edge = [(axes.x(i), axes.y(v)) for i, v in enumerate(above)]
        edge += [(axes.x(i), axes.y(v)) for i, v in reversed(list(enumerate(below)))]
        if len(edge) > 3:
            box = (axes.left, axes.bottom, axes.right, axes.top)
            plot.pattern(polyline(*edge) + " h", box, at)
        ends.append(axes.y((below[-1] + above[-1]) / 2) if above else axes.bottom)
    axes.levels(plot, chart)
    axes.end_names(plot, chart, ends)


def fan(plot: Plot, chart: Chart) -> None:
    """Draw a middle line inside the band it may move in."""
    ranges = [float(v) for series in chart.series for v in (*series.low, *series.high)]
    axes = _Axes(plot, chart, [*_flat(chart), *ranges], _names(chart))
    for at, series in enumerate(chart.series):
        band = [(axes.x(i), axes.y(v)) for i, v in enumerate(series.high)]
        band += [(axes.x(i), axes.y(v)) for i, v in reversed(list(enumerate(series.low)))]
        if len(band) > 3:
            plot.area(band, tint(series_color(at), 0.18))
            half = len(series.high)
            plot.line(band[:half], series_color(at), 0.6, DASHES[2])
            plot.line(band[half:], series_color(at), 0.6, DASHES[2])
    axes.levels(plot, chart)
    _draw_lines(plot, chart, axes)
