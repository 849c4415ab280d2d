"""Charts over an axis: lines, break-even, stacked areas and fans."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.documents.figures import Chart
from wizard.documents.scales import (
    Scale,
    Spot,
    figure_text,
    layers,
    loss_zone,
    stretches,
    ticks,
)
from wizard.ui.charts.canvas import DASHES, Canvas, Point, mixed
from wizard.ui.style.theme import Look

_END_SHARE = 0.24


def axis_height(chart: Chart, look: Look) -> int:
    """Return the height of a chart over an axis."""
    del chart
    return look.px(260)


class _Axes:
    """Scales of a chart over an axis, with grid, axis words and levels."""

    def __init__(self, canvas: Canvas, chart: Chart, values: list[float]) -> None:
        self._canvas, self._chart = canvas, chart
        px = canvas.look.px
        flat = [float(level.value) for level in chart.levels if not level.across]
        reach = [*values, *flat, 0.0]
        marks = ticks(min(reach), max(reach))
        words = [figure_text(mark) for mark in marks]
        names = [series.name for series in chart.series]
        self.left = canvas.left + canvas.widest(words, 120) + 8
        self.right = canvas.right - canvas.widest(names, canvas.width * _END_SHARE, bold=True) - 14
        self.top, self.bottom = canvas.top + px(24), canvas.bottom - px(26)
        self.count = max(2, len(chart.labels))
        self.x = Scale(0, self.count - 1, self.left, self.right)
        self.y = Scale(marks[0], marks[-1], self.bottom, self.top)
        for mark, word in zip(marks, words, strict=True):
            level = self.y(mark)
            zero = abs(mark) < 1e-9
            canvas.line(
                [(self.left, level), (self.right, level)],
                "line_strong" if zero else "line",
                1.2 if zero else 1,
            )
            canvas.label(word, self.left - 6, level, across="right")
        if chart.unit:
            canvas.label(chart.unit, canvas.left, canvas.top, down="top")
        self._names()

    def _names(self) -> None:
        canvas, labels = self._canvas, self._chart.labels
        room = (self.right - self.left) / (self.count - 1)
        every = max(1, -int(-(canvas.widest(labels, 300) + 12) // room))
        for at in range(0, len(labels), every):
            x = self.x(at)
            canvas.line([(x, self.bottom), (x, self.bottom + 4)], "line_strong")
            canvas.label(labels[at], x, self.bottom + 6, across="center", down="top")

    def placed(self, spots: Sequence[Spot]) -> list[Point]:
        """Return where points of the chart stand on the drawing."""
        return [(self.x(at), self.y(value)) for at, value in spots]

    def edge(self, values: list[float]) -> list[Point]:
        """Return the points of a line of plain numbers."""
        return [(self.x(at), self.y(value)) for at, value in enumerate(values)]

    def levels(self) -> None:
        """Draw the reference lines."""
        canvas = self._canvas
        for level in self._chart.levels:
            if level.across:
                x = self.x(level.value)
                canvas.line([(x, self.bottom), (x, self.top)], "text", 1.6, (4, 3))
                canvas.label(
                    level.label,
                    x,
                    self.top - 3,
                    across="center",
                    down="bottom",
                    bold=True,
                    tone="text",
                    halo=True,
                )
            else:
                y = self.y(level.value)
                canvas.line([(self.left, y), (self.right, y)], "danger", 1.4, (6, 3))
                canvas.label(
                    level.label,
                    self.right - 4,
                    y - 2,
                    across="right",
                    down="bottom",
                    bold=True,
                    tone="danger",
                    halo=True,
                )

    def end_names(self, ends: list[float]) -> None:
        """Write the names at the right ends, moved apart where they would collide."""
        canvas, floor = self._canvas, self.top - 12
        width = canvas.right - self.right - 8
        for at in sorted(range(len(ends)), key=lambda one: ends[one]):
            y = max(ends[at] - canvas.line_height / 2, floor)
            name = self._chart.series[at].name
            used = canvas.label(
                name, self.right + 8, y, down="top", bold=True, tone="text", width=width
            )
            floor = used.bottom()

    def lines(self) -> None:
        """Draw every series as a line, with its name at its end."""
        ends = []
        for at, series in enumerate(self._chart.series):
            found = stretches(series.values)
            for stretch in found:
                color = self._canvas.series(at)
                self._canvas.line(self.placed(stretch), color, 2.4, DASHES[at % len(DASHES)])
            ends.append(self.y(found[-1][-1][1]) if found else self.bottom)
        self.end_names(ends)


def _flat(chart: Chart) -> list[float]:
    return [float(v) for series in chart.series for v in series.values if v is not None]


def lines(canvas: Canvas, chart: Chart) -> None:
    """Draw lines, each with its name at its end."""
    axes = _Axes(canvas, chart, _flat(chart))
    axes.levels()
    axes.lines()
    _marks(canvas, chart, axes)


def _marks(canvas: Canvas, chart: Chart, axes: _Axes) -> None:
    """Draw a triangle on the line for each mark, and once what it means."""
    marked = chart.marked()
    if not marked or chart.marks is None:
        return
    for at, value in marked:
        canvas.area(_triangle(canvas, axes.x(at), axes.y(value) - 2), "text")
    name = canvas.label(
        chart.marks.name, axes.right, axes.top - 4, across="right", down="bottom", bold=True
    )
    tip = name.center().y() + canvas.look.px(3)
    canvas.area(_triangle(canvas, name.left() - canvas.look.px(8), tip), "text")


def _triangle(canvas: Canvas, x: float, tip: float) -> list[Point]:
    """Return a triangle that points down at ``x``."""
    size = canvas.look.px(6)
    return [(x, tip), (x - size / 2, tip - size), (x + size / 2, tip - size)]


def break_even(canvas: Canvas, chart: Chart) -> None:
    """Draw revenue and cost over volume; the loss zone is shaded."""
    axes = _Axes(canvas, chart, _flat(chart))
    revenue, cost = (stretches(series.values) for series in chart.series[:2])
    if revenue and cost:
        zone = loss_zone(revenue[0], cost[0])
        if len(zone) > 2:
            canvas.area(axes.placed(zone), "danger_soft")
    axes.levels()
    axes.lines()


def areas(canvas: Canvas, chart: Chart) -> None:
    """Draw stacked areas, the first series at the bottom."""
    stacked = layers(chart)
    highest = [value for _, above in stacked for value in above]
    axes = _Axes(canvas, chart, highest)
    ends = []
    for at, (below, above) in enumerate(stacked):
        if len(above) > 1:
            canvas.layer([*axes.edge(above), *reversed(axes.edge(below))], at)
        ends.append(axes.y((below[-1] + above[-1]) / 2) if above else axes.bottom)
    axes.levels()
    axes.end_names(ends)


def fan(canvas: Canvas, chart: Chart) -> None:
    """Draw a middle line inside the band it may move in."""
    spread = [float(v) for series in chart.series for v in (*series.low, *series.high)]
    axes = _Axes(canvas, chart, [*_flat(chart), *spread])
    for at, series in enumerate(chart.series):
        high = axes.edge([float(one) for one in series.high])
        low = axes.edge([float(one) for one in series.low])
        if len(high) > 1:
            soft = mixed(canvas.series(at), canvas.look.color("surface"), 0.2)
            canvas.area([*high, *reversed(low)], soft)
            canvas.line(high, canvas.series(at), 1, DASHES[2])
            canvas.line(low, canvas.series(at), 1, DASHES[2])
    axes.levels()
    axes.lines()
